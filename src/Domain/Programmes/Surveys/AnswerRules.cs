using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Programmes.Surveys;

/// <summary>Rules on a filled questionnaire and its wave.</summary>
public static class AnswerRules
{
    /// <summary>A refusal, or null if the wave accepts the sheet.</summary>
    /// <param name="questionnaire">The version that the wave uses.</param>
    public static Refusal? Check(Programme state, SurveyWave wave, AnswerSheet sheet, Questionnaire questionnaire, Issued issued) =>
        Admission(state, wave, sheet.Person, sheet.Link, issued)
        ?? (state.Surveys.Seen.Contains(sheet.Id)
            ? new Refusal(Reason.AlreadyRecorded, "survey-answer-recorded", sheet.Id.ToString())
            : null)
        ?? (Faults(questionnaire, sheet) is { Count: > 0 } faults ? new Refusal(Reason.SurveyAnswersInvalid, faults) : null);

    /// <summary>A refusal, or null if the wave accepts answers of this person. The link is checked first, so an invalid link reveals
    /// nothing about the wave.</summary>
    public static Refusal? Admission(Programme state, SurveyWave wave, Guid person, Guid? link, Issued issued)
    {
        if (link is { } id && Unopened(state.Surveys, wave, person, id, issued.AsOf) is { } unopened) return unopened;
        // A paper sheet has the day on which it was filled in; a link is filled in today.
        var day = link is null ? issued.EffectiveOn : issued.AsOf;
        return wave.Closed ? new Refusal(Reason.SurveyWaveClosed, "survey-wave-closed", wave.Id.ToString())
            : day > wave.ClosesOn ? new Refusal(Reason.SurveyWaveClosed, "survey-wave-over", Dates.Text(wave.ClosesOn.Value))
            : !wave.Invited.Contains(person) ? new Refusal(Reason.SurveyNotInvited, "survey-not-invited", person.ToString())
            : wave.AnsweredBy(person) ? new Refusal(Reason.SurveyAlreadyAnswered, "survey-already-answered", person.ToString())
            : PersonalPath.Stopped(state, person).ToList() is { Count: > 0 } stopped ? new Refusal(Reason.NotTakingPart, stopped)
            : null;
    }

    /// <summary>Faults of a sheet: first wrong answers, in their order, then missing ones, in the questionnaire's order.</summary>
    public static IReadOnlyList<Missing> Faults(Questionnaire questionnaire, AnswerSheet sheet)
    {
        List<string> given =
            [.. sheet.Scales.Select(a => a.Item), .. sheet.Choices.Select(a => a.Item), .. sheet.Texts.Select(a => a.Item)];
        return
        [
            .. given.GroupBy(i => i).Where(g => g.Count() > 1).Select(g => new Missing("survey-item-doubled", Named(g.Key))),
            .. sheet.Scales.Select(a => OfScale(questionnaire.Item(a.Item), a)).OfType<Missing>(),
            .. sheet.Choices.Select(a => OfChoice(questionnaire.Item(a.Item), a)).OfType<Missing>(),
            .. sheet.Texts.Select(a => OfKind(questionnaire.Item(a.Item), a.Item, i => i.Kind == ItemKind.Open)).OfType<Missing>(),
            .. questionnaire.Items.Where(i => i.Required && !given.Contains(i.Code))
            .Select(i => new Missing("survey-item-required", i.Code)),
        ];
    }

    private static Missing? OfScale(QuestionnaireItem? item, ScaleAnswer answer) =>
        OfKind(item, answer.Item, i => i.Kind == ItemKind.Scale)
        ?? (answer.Value is < QuestionnaireItem.Lowest or > QuestionnaireItem.Highest
            ? new Missing("survey-scale-out-of-range", answer.Item)
            : null);

    private static Missing? OfChoice(QuestionnaireItem? item, ChoiceAnswer answer) =>
        OfKind(item, answer.Item, i => i.Kind is ItemKind.Choice or ItemKind.YesNo)
            ?? (item!.Offers(answer.Choice) ? null : new Missing("survey-choice-unknown", answer.Item));

    private static Missing? OfKind(QuestionnaireItem? item, string code, Func<QuestionnaireItem, bool> fits) =>
        item is null ? new("survey-item-unknown", Named(code)) : fits(item) ? null : new("survey-item-of-another-kind", code);

    // A value that is not a code may contain a name, so the refusal does not repeat it.
    private static string Named(string item) => ValueFormat.IsCode(item) ? item : "—";

    private static Refusal? Unopened(SurveysRoom room, SurveyWave wave, Guid person, Guid id, DateOnly day) =>
        !room.Links.TryGetValue(id, out var link) || link.Issued.Wave != wave.Id || link.Issued.Person != person
            ? new Refusal(Reason.Unknown, "survey-link-unknown", id.ToString())
        : link.Revoked ? new Refusal(Reason.SurveyLinkRevoked, "survey-link-revoked", id.ToString())
        : !link.OpensOn(day) ? new Refusal(Reason.SurveyLinkExpired, "survey-link-expired", Dates.Text(link.Issued.ExpiresOn))
        : null;
}
