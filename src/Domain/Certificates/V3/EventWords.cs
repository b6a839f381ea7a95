using System.Collections.Frozen;
using MentorshipFlow.Certificates.V1;

namespace MentorshipFlow.Certificates.V3;

/// <summary>How this format names in Russian the events that format 1 does not know; the others as format 1 does.</summary>
internal static class EventWords
{
    private static readonly FrozenDictionary<string, string> Events = new Dictionary<string, string>
    {
        ["stage_work_opening_corrected"] = "исправление начала работы этапа",
        ["stage_countersignature_withdrawn"] = "отзыв подтверждения этапа",
        ["person_standing_recorded"] = "сведения об участнике",
        ["mentee_applied"] = "заявка наставляемого",
        ["mentee_request_recorded"] = "запрос наставляемого",
        ["third_party_information_recorded"] = "сведения о запросе от третьих лиц",
        ["mentee_form_assigned"] = "назначение формы наставляемому",
        ["entry_measured"] = "входное измерение",
        ["mentee_added_to_base"] = "включение в базу наставляемых",
        ["mentee_removed_from_base"] = "исключение из базы наставляемых",
        ["mentor_applied"] = "заявка наставника",
        ["mentor_application_changed"] = "изменение заявки наставника",
        ["mentor_sharing_answered"] = "ответ об участии в программах иных организаций",
        ["mentor_added_to_base"] = "включение в базу наставников",
        ["mentor_removed_from_base"] = "исключение из базы наставников",
        ["mentor_selected"] = "отбор наставника",
        ["mentor_rejected"] = "отклонение наставника",
        ["interview_held"] = "собеседование с наставником",
        ["expert_engaged"] = "привлечение эксперта",
        ["training_materials_prepared"] = "подготовка методических материалов",
        ["training_plan_approved"] = "утверждение программы обучения",
        ["training_session_held"] = "занятие с наставниками",
        ["mentor_training_completed"] = "итог обучения наставника",
        ["labour_terms_fixed"] = "условия работы наставника",
        ["mentor_declared_ready"] = "готовность наставника",
        ["readiness_revoked"] = "отзыв готовности наставника",
        ["mentor_withdrew"] = "отказ наставника",
        ["mentors_informed"] = "информирование наставников",
        ["shortage_acknowledged"] = "признание нехватки наставников",
        ["participant_fact_voided"] = "отмена записи об участнике",
        ["survey_wave_opened"] = "открытие волны опроса",
        ["survey_participants_invited"] = "приглашение к опросу",
        ["survey_wave_closed"] = "закрытие волны опроса",
        ["survey_wave_reopened"] = "повторное открытие волны опроса",
        ["survey_link_issued"] = "выдача ссылки на анкету",
        ["survey_link_revoked"] = "отзыв ссылки на анкету",
        ["survey_answered"] = "анкета",
        ["survey_answer_voided"] = "отмена анкеты",
    }.ToFrozenDictionary();

    /// <summary>What happened, by the type of its event.</summary>
    public static string Of(string type) => Events.GetValueOrDefault(type) ?? CertificateWords.Event(type);
}
