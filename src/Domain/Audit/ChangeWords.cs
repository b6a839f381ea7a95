using System.Collections.Frozen;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Audit;

/// <summary>
/// Sentences for a <see cref="Change"/>: a name for each kind, and a sentence for added, removed and changed. Arguments are printed
/// unchanged, so a caller may replace codes and ids by titles and names.
/// </summary>
internal static class ChangeWords
{
    private const string Added = "-added";
    private const string Removed = "-removed";

    private static readonly FrozenDictionary<string, Wording> Names = new Dictionary<string, Wording>
    {
        ["programme-status"] = new("Статус программы", "Status of the programme"),
        ["second-approver-policy"] = new("Правило второго утверждающего", "Rule on the second approver"),
        ["sandbox"] = new("Учебный пример", "Sandbox"),
        ["school-year"] = new("Учебный год", "School year"),
        ["title"] = new("Название", "Title"),
        ["goal"] = new("Цель", "Goal"),
        ["transfer"] = new("Передача правопреемнику", "Transfer to the legal successor"),
        ["definition"] = new("Определение программы", "Definition of the programme"),
        ["delegation"] = new("Доверенность", "Delegation"),
        ["stage-status"] = new("Статус этапа", "Status of stage"),
        ["stage-round"] = new("Представление этапа по счёту", "Round of submission of stage"),
        ["stage-reconfirmation"] = new("Нужно подтвердить заново этап", "Needed reconfirmation of stage"),
        ["stage-work-opened"] = new("Начало работы этапа", "Beginning of work on stage"),
        ["stage-submitter"] = new("Кто представил этап", "Submitter of stage"),
        ["stage-countersignature"] = new("Подпись второго утверждающего на этапе", "Second approver's signature on stage"),
        ["stage-countersignature-key"] = new(
            "Ключ устройства, которым подписал второй утверждающий на этапе", "Passkey that signed as second approver on stage"),
        ["stage-return"] = new("Возврат на доработку этапа", "Return of stage"),
        ["remark-answer"] = new("Ответ на замечание этапа", "Answer to a remark of stage"),
        ["stage-approval"] = new("Утверждение этапа", "Approval of stage"),
        ["stage-approval-key"] = new("Ключ устройства, которым подписано утверждение этапа", "Passkey that signed the approval of stage"),
        ["waiver"] = new("Снятие критерия на этапе", "Waiver of a criterion on stage"),
        ["fact"] = new("Факт", "Fact"),
        ["form"] = new("Форма", "Form"),
        ["form-precondition"] = new("Невыполненное условие формы", "Open precondition of form"),
        ["curator"] = new("Назначение куратора", "Appointment of a curator"),
        ["curator-candidate"] = new("Возможный куратор", "Candidate for curator"),
        ["officer-gone"] = new("Выбытие должностного лица", "Departure of officer"),
        ["auditor"] = new("Аудитор", "Auditor"),
        ["roadmap-version"] = new("Версия дорожной карты", "Version of the road map"),
        ["roadmap-document"] = new("Документ дорожной карты", "Document of the road map"),
        ["item"] = new("Пункт", "Item"),
        ["item-planned"] = new("Срок пункта", "Planned time of item"),
        ["item-responsible"] = new("Ответственный за пункт", "Responsible for item"),
        ["item-documented"] = new("Нужен ли документ для пункта", "Whether a document is needed for item"),
        ["item-status"] = new("Статус пункта", "Status of item"),
        ["item-evidence"] = new("Подтверждения пункта", "Evidence of item"),
        ["document"] = new("Документ", "Document"),
        ["document-file"] = new("Файл документа", "File of document"),
        ["document-print"] = new("Печать документа", "Print of document"),
        ["document-superseded"] = new("Замена документа", "Replacement of document"),
        ["document-annulled"] = new("Отмена документа", "Annulment of document"),
        ["standing"] = new("Сведения об участнике, версия", "Standing of participant, version"),
        ["standing-person"] = new("Кем приходится организации участник", "What to the organisation is participant"),
        ["consent"] = new("Согласие участника", "Consent of participant"),
        ["consent-refused"] = new("Отказ от согласия участника", "Refusal of consent by participant"),
        ["consent-withdrawn"] = new("Отзыв согласия участника", "Withdrawal of consent by participant"),
        ["clearance"] = new("Проверка допуска участника", "Clearance of participant"),
        ["restriction"] = new("Ограничение обработки данных участника", "Restriction of processing for participant"),
        ["departure"] = new("Выбытие участника", "Departure of participant"),
        ["erasure"] = new("Уничтожение данных участника", "Erasure of the data of participant"),
        ["mentee"] = new("Наставляемый", "Mentee"),
        ["mentee-form"] = new("Форма наставляемого", "Form of mentee"),
        ["mentee-motivation"] = new("Мотивация наставляемого", "Motivation of mentee"),
        ["mentor"] = new("Наставник", "Mentor"),
        ["mentor-offer"] = new("Предложение наставника", "Offer of mentor"),
        ["mentor-enterprise"] = new("Предприятие наставника", "Enterprise of mentor"),
        ["mentor-sharing"] = new("Участие в иных программах наставника", "Sharing of mentor"),
        ["mentor-selection"] = new("Отбор наставника", "Selection of mentor"),
        ["mentor-readiness"] = new("Готовность наставника", "Readiness of mentor"),
        ["participant-fact"] = new("Факт об участниках", "Fact about participants"),
        ["survey-wave"] = new("Волна опроса", "Wave of a survey"),
        ["survey-wave-status"] = new("Статус волны опроса", "Status of wave"),
        ["survey-wave-last-day"] = new("Последний день приёма анкет волны", "Last day for answers of wave"),
        ["survey-wave-invited"] = new("Приглашено в волну опроса", "Invited to wave"),
        ["survey-wave-answered"] = new("Принято анкет волны", "Answers of wave"),
        ["survey-answer"] = new("Анкета", "Answer"),
        ["survey-link"] = new("Персональная ссылка", "Personal link"),
        ["tandem"] = new("Пара или группа", "Pair or group"),
        ["tandem-status"] = new("Состояние пары или группы", "Status of pair or group"),
        ["tandem-mentor"] = new("Наставник пары или группы", "Mentor of pair or group"),
        ["tandem-member"] = new("Наставляемый в паре или группе", "Mentee in pair or group"),
        ["development-plan"] = new("План развития", "Development plan"),
        ["goal-progress"] = new("Продвижение к цели", "Progress towards goal"),
        ["tandem-timetable"] = new("Расписание пары или группы", "Timetable of pair or group"),
        ["meeting"] = new("Встреча", "Meeting"),
        ["tandem-fact"] = new("Факт о паре или группе", "Fact about a pair or group"),
        ["matching-round"] = new("Раунд подбора", "Matching round"),
        ["matching-round-status"] = new("Статус раунда подбора", "Status of matching round"),
        ["preferences-closed"] = new("Завершение опроса предпочтений раунда", "Closing of the preferences of round"),
        ["group-meeting"] = new("Групповая встреча", "Group meeting"),
        ["preference"] = new("Предпочтения", "Preferences"),
        ["preference-link"] = new("Ссылка на предпочтения", "Link to preferences"),
        ["match-proposal"] = new("Предложение пар раунда", "Proposal of round"),
        ["match-adjustment"] = new("Изменение предложения пар раунда", "Change of the proposal of round"),
        ["match"] = new("Решение о паре или группе", "Confirmed match"),
        ["pair-conflict"] = new("Конфликт интересов", "Conflict of interest"),
        ["tandem-comparison"] = new("Сопоставление анкет пары или группы", "Comparison of questionnaires of tandem"),
        ["unmatched-mentee"] = new("Решение о наставляемом без наставника", "Decision about mentee without a mentor"),
        ["support-case"] = new("Сопровождение наставляемого без наставника", "Support of mentee without a mentor"),
        ["support-note"] = new("Запись о сопровождении", "Note of support"),
        ["item-fact"] = new("Запись, которой выполнен пункт", "Fact that settled item"),
        ["monitoring"] = new("Мониторинг", "Monitoring"),
        ["monitoring-fact"] = new("Запись мониторинга", "Fact of monitoring"),
        ["recognition-fact"] = new("Запись о поощрении", "Fact of recognition"),
        ["publication-name"] = new("Лицо, названное в публикации", "Person named in publication"),
        ["mentee-result"] = new("Итог наставляемого", "Result of mentee"),
        ["mentor-result"] = new("Итог наставника", "Result of mentor"),
        ["long-term-base"] = new("В долгосрочной базе наставник", "In the long-term base is mentor"),
        ["long-term-source"] = new("Взято из долгосрочной базы, по счёту", "Taken from a long-term base, number"),
        ["certificate"] = new("Справка", "Certificate"),
        ["certificate-in-force"] = new("Действующая справка", "Certificate in force"),
        ["criterion"] = new("Критерий", "Criterion"),
        ["criterion-outcome"] = new("Итог по критерию", "Outcome of criterion"),
        ["missing"] = new("Недостаёт по критерию", "Missing for criterion"),
        ["evidence"] = new("Подтверждение критерия", "Evidence of criterion"),
        ["detail"] = new("Состояние подтверждения критерия", "State of the evidence of criterion"),
    }.ToFrozenDictionary();

    public static Wording Sentence(Change change)
    {
        var code = change.Code;
        var kind = code[..code.LastIndexOf('-')];
        if (code.EndsWith(Added, StringComparison.Ordinal)) return Single(kind, change.Arguments, new("добавлено", "added"));
        if (code.EndsWith(Removed, StringComparison.Ordinal)) return Single(kind, change.Arguments, new("больше нет", "is gone"));

        var (was, now) = (change.Arguments[^2], change.Arguments[^1]);
        var (ru, en) = (Subject(Names[kind].Ru, change.Arguments.SkipLast(2)), Subject(Names[kind].En, change.Arguments.SkipLast(2)));
        return new($"{ru}: было «{was}», стало «{now}»", $"{en}: was “{was}”, is “{now}”");
    }

    private static Wording Single(string kind, IReadOnlyList<string> arguments, Wording fate)
    {
        var (about, value) = (arguments.SkipLast(1).ToList(), arguments[^1]);
        return new(
            $"{Subject(Names[kind].Ru, about)}: {fate.Ru}{(value.Length > 0 ? $" «{value}»" : "")}",
            $"{Subject(Names[kind].En, about)}: {fate.En}{(value.Length > 0 ? $" “{value}”" : "")}");
    }

    private static string Subject(string name, IEnumerable<string> about) => string.Join(' ', about.Prepend(name));
}
