using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Certificates;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Domain.Tests.Programmes;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Publishing;
using static MentorshipFlow.Domain.Tests.Certificates.History;
using static MentorshipFlow.Domain.Tests.Certificates.School49;

namespace MentorshipFlow.Domain.Tests.Years;

/// <summary>The work of a year in steps that every school takes, each on the day that the history has come to.</summary>
internal static class Steps
{
    /// <summary>A filled questionnaire: the points of every scale, and the answer to every question of yes or no.</summary>
    public sealed record Sheet(string Name, int Points, bool Yes = true);

    public static History Items(this History h, string codes, params IEnumerable<string> documents)
    {
        Guid[] evidence = [.. documents.Select(Id)];
        foreach (var code in codes.Split(' ')) h.Do(Curator, new PreparationCommand.CompleteItem(code, evidence));
        return h;
    }

    public static History Apply(this History h, params IEnumerable<MenteeOf> mentees)
    {
        foreach (var m in mentees)
        {
            h.Do(Curator, new MenteeCommand.ApplyAsMentee(Id(m.Name), m.Status))
                .Do(Curator, new MenteeCommand.RecordRequest(
                    new(Id(m.Name), Id($"request {m.Name}"), m.Request, Secret($"Запрос {m.Name}"))))
                .Do(Curator, new MenteeCommand.RecordInformation(
                    new(Id(m.Name), Id($"information {m.Name}"), m.Source, null, SubjectInformed: true)));
        }

        return h;
    }

    public static History Enter(this History h, params IEnumerable<MenteeOf> mentees)
    {
        foreach (var m in mentees)
        {
            if (m.Form == "employer-learner")
                h.Do(Curator, new MenteeCommand.NameMotivation(Id(m.Name), MenteeMotivation.GeneralProfessional));
            h.Do(Curator, new MenteeCommand.AssignForm(Id(m.Name), m.Form, m.Variant));
            if (m.Entry.Count > 0)
            {
                h.Do(Curator, new ParticipantCommand.MeasureEntry(new(Id(m.Name), Id($"entry {m.Name}"),
                    [.. m.Entry.Select(e => new MeasuredIndicator(e.Code, e.Value))], h.Today, MeasurementSource.Questionnaire)));
            }

            h.Do(Curator, new MenteeCommand.AddMenteeToBase(Id(m.Name)));
        }

        return h;
    }

    public static History Apply(this History h, params IEnumerable<MentorOf> mentors)
    {
        foreach (var m in mentors)
        {
            h.Do(Curator, new MentorCommand.ApplyAsMentor(Id(m.Name), m.Status,
                    new(["robotics"], ["chess"], null, null, 90, m.Capacity, [m.Form], null, null)))
                .Do(Curator, new MentorCommand.AnswerSharing(Id(m.Name), m.Shares, m.Shares ? SharingScope.Region : null))
                .Do(Curator, new MentorCommand.AddMentorToBase(Id(m.Name), m.Category));
            if (m.Enterprise is { } enterprise) h.Do(Curator, new MentorCommand.NameEnterprise(Id(m.Name), Id(enterprise)));
        }

        return h;
    }

    /// <summary>Selection, interview, training and readiness.</summary>
    public static History Ready(this History h, int minutes, params IEnumerable<MentorOf> mentors)
    {
        foreach (var (name, _, _, form, _, _, _) in mentors)
        {
            h.Do(Curator, new MentorCommand.SelectMentor(Id(name), SelectionGround.FitsRequests, null))
                .Do(Curator, new MentorCommand.HoldInterview(
                    new(Id(name), Id($"interview {name}"), h.Today, true, InterviewOutcome.Recommended)))
                .Do(Curator, new MentorCommand.CompleteTraining(
                    new(Id(name), Id($"training {name}"), minutes, TrainingResult.Passed, null)));
            if (form == "teacher-teacher")
                h.Do(Curator, new MentorCommand.FixLabourTerms(new(Id(name), Id($"terms {name}"), Id("mentoring-regulation"))));
            h.Do(Curator, new MentorCommand.DeclareReady(Id(name)));
        }

        return h;
    }

    /// <summary>An open wave in which these persons are asked, and the answers of some of them.</summary>
    public static History Wave(
        this History h, string wave, string questionnaire, SurveyPurpose purpose, IEnumerable<string> asked,
        params IEnumerable<Sheet> sheets)
    {
        var found = Questionnaire(questionnaire);
        return h.Do(Curator, new SurveyCommand.OpenWave(
                Id(wave), found.Reference, found.Audience, purpose, null, new($"Опрос «{wave}»"), null, found))
            .Do(Curator, new SurveyCommand.InviteParticipants(Id(wave), [.. asked.Select(Id)]))
            .Answer(wave, questionnaire, sheets);
    }

    public static History Answer(this History h, string wave, string questionnaire, params IEnumerable<Sheet> sheets) =>
        h.Do(Curator, new SurveyCommand.TakeAnswers(
            Id(wave), [.. sheets.Select(s => Filled(Questionnaire(questionnaire), wave, s))], Questionnaire(questionnaire)));

    public static History Close(this History h, string wave) => h.Do(Curator, new SurveyCommand.CloseWave(Id(wave)));

    /// <summary>A round up to the closed preferences: everybody was at the group meeting, and each pair wishes each other.</summary>
    public static History Round(this History h, string form, params IReadOnlyList<(string Mentee, string Mentor)> wishes)
    {
        var round = $"round {form}";
        IReadOnlyList<string> present = [.. wishes.SelectMany(w => new[] { w.Mentee, w.Mentor }).Distinct()];
        h.Do(Curator, new MatchingCommand.OpenRound(Id(round), form, null))
            .Do(Curator, new MatchingCommand.HoldGroupMeeting(
                new(Id(round), Id($"group meeting {form}"), h.Today, 60, [.. present.Select(Id)])));
        foreach (var (mentee, mentor) in wishes) h.Wish(round, SurveyAudience.Mentees, mentee, [mentor]);
        foreach (var mentees in wishes.GroupBy(w => w.Mentor))
            h.Wish(round, SurveyAudience.Mentors, mentees.Key, [.. mentees.Select(w => w.Mentee)]);
        return h.Do(Curator, new MatchingCommand.ClosePreferences(Id(round)));
    }

    /// <summary>The proposal and the decision about it: pairs and groups of one mentor each.</summary>
    public static History Match(
        this History h, string form, IEnumerable<(string Mentee, UnmatchedDecision Decision)> unmatched,
        params IEnumerable<(string Tandem, string Mentor, IReadOnlyList<string> Mentees)> matches)
    {
        var (round, proposal) = (Id($"round {form}"), Id($"proposal {form}"));
        return h.Do(Curator, new MatchingCommand.ComputeProposal(round, proposal))
            .Do(Curator, new MatchingCommand.ConfirmMatches(round, proposal,
                [.. matches.Select(m => new NewMatch(Id($"match {m.Tandem}"), Id(m.Tandem),
                    m.Mentees.Count == 1 ? TandemKind.Pair : TandemKind.Group, Id(m.Mentor), [.. m.Mentees.Select(Id)], null, null))],
                [PairingGround.QuestionnairesCompared, PairingGround.MutualWish]))
            .Do(Curator, new MatchingCommand.CloseRound(round, [.. unmatched.Select(u => new DecidedMentee(Id(u.Mentee), u.Decision))]));
    }

    /// <summary>A pair or group that no round formed, with the comparison of the questionnaires.</summary>
    public static History Form(this History h, string tandem, string form, string mentor, params IReadOnlyList<string> mentees) =>
        h.Do(Curator, new TandemCommand.FormTandem(new(
            Id(tandem), form, mentees.Count == 1 ? TandemKind.Pair : TandemKind.Group, Id(mentor), [.. mentees.Select(Id)], null, null,
            [PairingGround.QuestionnairesCompared], null)));

    /// <summary>An order of today about all pairs and groups that none lists yet.</summary>
    public static History Order(this History h, string order) => h
        .Register(order, "groups-order", "О формировании наставнических групп", "300")
        .Do(Curator, new TandemCommand.ApproveTandems(Id(order), null));

    public static History Plan(this History h, string tandem, Guid? paper, params IEnumerable<string> mentees)
    {
        foreach (var mentee in mentees)
        {
            h.Do(Curator, new TandemCommand.ApprovePlan(new(Id(tandem), Id($"plan {mentee} {tandem}"), Id(mentee),
                [new(Id($"goal {mentee} {tandem}"), "studies", null, null)], paper, paper)));
        }

        return h;
    }

    /// <summary>One meeting of each pair or group today; everybody is there.</summary>
    public static History Meet(this History h, MeetingKind kind, int minutes, params IEnumerable<string> tandems) =>
        h.Do(Curator, new TandemCommand.RecordMeetings([.. tandems.Select(t => h.Meeting(t, kind, minutes))], []));

    /// <summary>One meeting today at which only these mentees were.</summary>
    public static History MeetWith(this History h, MeetingKind kind, int minutes, string tandem, params IEnumerable<string> present) =>
        h.Do(Curator, new TandemCommand.RecordMeetings(
            [h.Meeting(tandem, kind, minutes) with { Present = [.. present.Select(Id)] }], []));

    public static History Complete(this History h, string tandem, TandemOutcome outcome) =>
        h.Do(Curator, new TandemCommand.CompleteTandem(Id(tandem), outcome));

    /// <summary>A change that a person's own stream tells the programme, with its consequences for pairs and groups.</summary>
    public static History Learn(this History h, string person, Func<PersonStatus, PersonStatus> change, Actor? by = null)
    {
        var before = h.State.Participants.Standings[Id(person)];
        var told = new ParticipantEvent.PersonStandingRecorded(Id(person), change(before) with { Version = before.Version + 1 });
        foreach (var e in Departures.With(h.State, [told], h.Today)) h.Told((ProgrammeEvent)e, by ?? Curator);
        return h;
    }

    /// <summary>A questionnaire that ships with the program.</summary>
    private static Questionnaire Questionnaire(string code) => Assert.IsType<Reading<Questionnaire>.Accepted>(
        Survey.Read(TargetModel.Repository($"src/Workflows/Questionnaires/{code}.v1.json"))).Value;

    private static AnswerSheet Filled(Questionnaire questionnaire, string wave, Sheet sheet)
    {
        var required = questionnaire.Items.Where(i => i.Required).ToLookup(i => i.Kind);
        return new(Id($"answer {wave} {sheet.Name}"), Id(sheet.Name), SurveyChannel.Curator, null,
            [
                .. required[ItemKind.Scale].Index()
                    .Select(i => new ScaleAnswer(i.Item.Code, i.Index == 0 ? sheet.Points : 1 + ((sheet.Points + i.Index) % 10))),
            ],
            [
                .. required[ItemKind.YesNo].Select(i => new ChoiceAnswer(i.Code, sheet.Yes ? "yes" : "no")),
                .. required[ItemKind.Choice].Select(i => new ChoiceAnswer(i.Code, i.Options[0].Code)),
            ], []);
    }

    private static void Wish(this History h, string round, SurveyAudience side, string person, IEnumerable<string> ranked) =>
        h.Do(Curator, new MatchingCommand.SubmitPreference(new(
            Id(round), Id($"wish {round} {side} {person}"), side, Id(person), null, [.. ranked.Select(Id)], [])));

    private static MeetingRecord Meeting(this History h, string tandem, MeetingKind kind, int minutes) => new(
        Id(tandem), Id($"{kind} {tandem} {Dates.Text(h.Today)}"), kind, h.Today, minutes, MeetingFormat.InPerson, null, null);
}
