using System.Collections.Frozen;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Certificates.V1;

/// <summary>How this format names in Russian what the ledger names by a code. What it does not know stands as the ledger names it.</summary>
internal static class CertificateWords
{
    private static readonly FrozenDictionary<string, string> Events = new Dictionary<string, string>
    {
        ["programme_drafted"] = "создание программы",
        ["programme_corrected"] = "исправление программы",
        ["second_approver_policy_set"] = "порядок второго утверждения",
        ["definition_migrated"] = "переход на другую версию модели",
        ["programme_suspended"] = "приостановление программы",
        ["programme_resumed"] = "возобновление программы",
        ["programme_cancelled"] = "прекращение программы",
        ["programme_completed"] = "завершение программы",
        ["closing_voided"] = "отмена завершения или прекращения",
        ["delegation_granted"] = "выдача поручения",
        ["delegation_revoked"] = "отзыв поручения",
        ["legal_basis_registered"] = "правовое основание",
        ["objective_set"] = "задача программы",
        ["expected_result_set"] = "ожидаемый результат",
        ["resource_registered"] = "ресурс",
        ["partner_engaged"] = "партнёр",
        ["outreach_held"] = "информирование",
        ["outreach_not_applicable"] = "неприменимость информирования",
        ["needs_survey_concluded"] = "итог опроса о потребностях",
        ["administrative_meeting_held"] = "административное совещание",
        ["programme_bank_entry_added"] = "запись в банке программ",
        ["contingent_recorded"] = "сведения о контингенте",
        ["baseline_recorded"] = "исходное значение результата",
        ["fact_voided"] = "отмена записи",
        ["form_enabled"] = "включение формы наставничества",
        ["form_precondition_met"] = "выполнение условия формы",
        ["form_disabled"] = "исключение формы наставничества",
        ["curator_appointed"] = "назначение куратора",
        ["curator_replaced"] = "замена куратора",
        ["curator_appointment_voided"] = "отмена назначения куратора",
        ["auditor_assigned"] = "назначение проверяющего",
        ["auditor_released"] = "освобождение проверяющего",
        ["roadmap_approved"] = "утверждение дорожной карты",
        ["roadmap_item_rescheduled"] = "перенос срока пункта",
        ["roadmap_item_completed"] = "выполнение пункта",
        ["roadmap_item_not_applicable"] = "неприменимость пункта",
        ["roadmap_item_reopened"] = "возврат пункта в работу",
        ["document_registered"] = "регистрация документа",
        ["document_file_attached"] = "приложение файла к документу",
        ["document_superseded"] = "замена документа",
        ["document_reinstated"] = "восстановление документа",
        ["document_annulled"] = "отмена документа",
        ["stage_work_opened"] = "начало работы над этапом",
        ["stage_submitted"] = "представление этапа",
        ["stage_submission_withdrawn"] = "отзыв представления этапа",
        ["stage_countersigned"] = "вторая подпись этапа",
        ["stage_approved"] = "утверждение этапа",
        ["stage_returned"] = "возврат этапа на доработку",
        ["stage_reopened"] = "повторное открытие этапа",
        ["stage_approval_revoked"] = "отзыв утверждения этапа",
        ["gate_criterion_waived"] = "снятие критерия",
        ["gate_waiver_withdrawn"] = "возврат снятого критерия",
        ["certificate_issued"] = "выдача справки",
        ["certificate_annulled"] = "отмена справки",
    }.ToFrozenDictionary();

    /// <summary>What happened, by the type of its event.</summary>
    public static string Event(string type) => Events.GetValueOrDefault(type, type);

    /// <summary>A warning and what it is about.</summary>
    public static IEnumerable<string> Warning(Warning warning) => warning.Code switch
    {
        "citation-incomplete" => ["реквизиты правового акта неполны", $"запись {warning.Where}"],
        "planned-outside-school-year" => ["срок вне учебного года", $"пункт {warning.Where}"],
        "completed-item-dropped" => ["выполненный пункт не вошёл в новую карту", $"пункт {warning.Where}"],
        "look-ahead" => ["работа начата с опережением", $"этап {warning.Where}"],
        _ => [warning.Code, warning.Where],
    };
}
