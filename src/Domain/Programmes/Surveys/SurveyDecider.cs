using System.Diagnostics;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Programmes.Surveys;

/// <summary>Rules of the survey room. Rules on an answer are in <see cref="AnswerRules"/>.</summary>
public static class SurveyDecider
{
    private const int MostPersons = 5000;

    /// <summary>Decides one command.</summary>
    public static Decision Decide(Programme state, SurveyCommand command, Issued issued, Definition definition)
    {
        var waves = state.Surveys.Waves;
        return command switch
        {
            SurveyCommand.OpenWave c => Open(state, c, issued, definition),
            SurveyCommand.InviteParticipants c when !waves.ContainsKey(c.Wave) => UnknownWave(c.Wave),
            SurveyCommand.InviteParticipants c => Invite(state, waves[c.Wave], c, definition),
            SurveyCommand.CloseWave c when !waves.ContainsKey(c.Wave) => UnknownWave(c.Wave),
            SurveyCommand.CloseWave c when waves[c.Wave].Closed => IsClosed(c.Wave),
            SurveyCommand.CloseWave c => new SurveyEvent.SurveyWaveClosed(c.Wave),
            SurveyCommand.ReopenWave c when !waves.ContainsKey(c.Wave) => UnknownWave(c.Wave),
            SurveyCommand.ReopenWave c when !waves[c.Wave].Closed =>
                new Refusal(Reason.SurveyWaveNotClosed, "survey-wave-open", c.Wave.ToString()),
            SurveyCommand.ReopenWave c when Dates.OfPeriod(issued.EffectiveOn, c.ClosesOn, "closesOn", issued.AsOf) is { } refusal =>
                refusal,
            SurveyCommand.ReopenWave c => new SurveyEvent.SurveyWaveReopened(c.Wave, c.Reason, c.ClosesOn),
            SurveyCommand.IssueLinks c when !waves.ContainsKey(c.Wave) => UnknownWave(c.Wave),
            SurveyCommand.IssueLinks c => Issue(state, waves[c.Wave], c, issued),
            SurveyCommand.RevokeLink c when !state.Surveys.Links.ContainsKey(c.Link) => Decision.Unknown("survey-link", c.Link.ToString()),
            SurveyCommand.RevokeLink c when state.Surveys.Links[c.Link].Revoked => Reason.NothingChanges,
            SurveyCommand.RevokeLink c => new SurveyEvent.SurveyLinkRevoked(state.Surveys.Links[c.Link].Issued.Wave, c.Link, c.Reason),
            SurveyCommand.TakeAnswers c when !waves.ContainsKey(c.Wave) => UnknownWave(c.Wave),
            SurveyCommand.TakeAnswers c => Take(state, waves[c.Wave], c, issued),
            SurveyCommand.VoidAnswer c when !waves.ContainsKey(c.Wave) => UnknownWave(c.Wave),
            SurveyCommand.VoidAnswer c when !waves[c.Wave].Answers.Values.Any(a => a.Answered.Id == c.Answer) =>
                Decision.Unknown("survey-answer", c.Answer.ToString()),
            SurveyCommand.VoidAnswer c => new SurveyEvent.SurveyAnswerVoided(c.Wave, c.Answer, c.Reason),
            _ => throw new UnreachableException(command.GetType().Name),
        };
    }

    private static Decision Open(Programme state, SurveyCommand.OpenWave c, Issued issued, Definition definition) =>
        state.Surveys.Waves.ContainsKey(c.Wave) ? new Refusal(Reason.AlreadyRecorded, "survey-wave-recorded", c.Wave.ToString())
        : c.Found is not { } questionnaire ? Decision.Unknown("questionnaire", c.Questionnaire.Code)
        : questionnaire.Audience != c.Audience
            ? new Refusal(Reason.ValueOutOfRange, "questionnaire-of-another-audience", Kebab.Of(questionnaire.Audience.ToString()))
        : c.Form is { } form && definition.Form(form) is null ? Decision.Unknown("form", form)
        : questionnaire.Form is { } written && c.Form is not null && c.Form != written
            ? new Refusal(Reason.ValueOutOfRange, "questionnaire-of-another-form", written)
        : Dates.OfPeriod(issued.EffectiveOn, c.ClosesOn, "closesOn", issued.AsOf) is { } refusal ? refusal
        : new SurveyEvent.SurveyWaveOpened(c.Wave, questionnaire.Reference, c.Audience, c.Purpose, c.Form ?? questionnaire.Form, c.Title,
            c.ClosesOn);

    private static Decision Invite(Programme state, SurveyWave wave, SurveyCommand.InviteParticipants c, Definition definition)
    {
        if (wave.Closed) return IsClosed(wave.Id);
        if (Counted(c.Persons.Count) is { } refusal) return refusal;
        List<Guid> invited = [.. c.Persons.Distinct().Where(p => !wave.Invited.Contains(p))];
        if (InvitationRules.Check(state, wave, invited, definition) is { } no) return no;
        return invited.Count == 0 ? Reason.NothingChanges : new SurveyEvent.SurveyParticipantsInvited(wave.Id, invited);
    }

    private static Decision Issue(Programme state, SurveyWave wave, SurveyCommand.IssueLinks c, Issued issued)
    {
        var room = state.Surveys;
        if (wave.Closed) return IsClosed(wave.Id);
        if ((Counted(c.Links.Count) ?? Dates.OfPeriod(issued.AsOf, c.ExpiresOn, "expiresOn", issued.AsOf)) is { } refusal) return refusal;
        if (c.Links.Where(l => !wave.Invited.Contains(l.Person)).ToList() is { Count: > 0 } strangers)
            return Persons(Reason.SurveyNotInvited, "survey-not-invited", strangers);
        if (c.Links.Where(l => wave.AnsweredBy(l.Person)).ToList() is { Count: > 0 } done)
            return Persons(Reason.SurveyAlreadyAnswered, "survey-already-answered", done);
        if (c.Links.SelectMany(l => PersonalPath.Stopped(state, l.Person)).ToList() is { Count: > 0 } stopped)
            return new Refusal(Reason.NotTakingPart, stopped);
        if (c.Links.FirstOrDefault(l => room.Links.ContainsKey(l.Link)) is { } known)
            return new Refusal(Reason.AlreadyRecorded, "survey-link-recorded", known.Link.ToString());
        var persons = c.Links.Select(l => l.Person).ToHashSet();
        if (persons.Count < c.Links.Count) return new Refusal(Reason.ValueOutOfRange, "persons-doubled", wave.Id.ToString());
        return new Decision.Accepted(
        [
            .. room.Links.Values.Where(l => !l.Revoked && l.Issued.Wave == wave.Id && persons.Contains(l.Issued.Person))
            .OrderBy(l => l.Issued.Link)
                .Select(l => new SurveyEvent.SurveyLinkRevoked(wave.Id, l.Issued.Link, null)),
            .. c.Links.Select(l => new SurveyEvent.SurveyLinkIssued(wave.Id, l.Link, l.Person, c.ExpiresOn)),
        ]);
    }

    private static Decision Take(Programme state, SurveyWave wave, SurveyCommand.TakeAnswers c, Issued issued)
    {
        if (c.Found is not { } questionnaire || questionnaire.Reference != wave.Opened.Questionnaire)
            return Decision.Unknown("questionnaire", wave.Opened.Questionnaire.Code);
        if (Counted(c.Sheets.Count) is { } refusal) return refusal;
        List<DomainEvent> events = [];
        foreach (var sheet in c.Sheets)
        {
            if (AnswerRules.Check(state, wave, sheet, questionnaire, issued) is { } no) return no;
            var answered = new SurveyEvent.SurveyAnswered(wave.Id, sheet.Id, sheet.Person, sheet.Channel, sheet.Link, sheet.Scales,
                sheet.Choices, sheet.Texts);
            // The next sheet is checked against the state with this one.
            state = state with { Surveys = state.Surveys.Evolve(answered, new Recorded { EffectiveOn = issued.EffectiveOn }) };
            wave = state.Surveys.Waves[wave.Id];
            events.Add(answered);
        }

        return new Decision.Accepted(events);
    }

    private static Refusal? Counted(int persons) =>
        persons == 0 ? new Refusal(Reason.ValueOutOfRange, "persons-empty", "0")
        : persons > MostPersons ? new Refusal(Reason.ValueOutOfRange, "persons-too-many", $"{MostPersons}")
        : null;

    private static Refusal Persons(Reason reason, string what, IEnumerable<NewSurveyLink> links) =>
        new(reason, [.. links.Select(l => new Missing(what, l.Person.ToString()))]);

    private static Decision UnknownWave(Guid wave) => Decision.Unknown("survey-wave", wave.ToString());

    private static Decision IsClosed(Guid wave) => new Refusal(Reason.SurveyWaveClosed, "survey-wave-closed", wave.ToString());
}
