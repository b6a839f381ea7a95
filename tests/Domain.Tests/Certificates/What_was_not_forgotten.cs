using MentorshipFlow.Certificates;
using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Programmes.Matching;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Tandems;
using static MentorshipFlow.Domain.Tests.Certificates.History;
using static MentorshipFlow.Domain.Tests.Certificates.School49;

namespace MentorshipFlow.Domain.Tests.Certificates;

/// <summary>Own tasks, the plan of the year, employments, decisions about the unmatched, and versions of questionnaires.</summary>
public sealed class What_was_not_forgotten
{
    private static readonly Certificate Made = Completed.Year().Certificate(Parameters);

    [Fact]
    public void Of_own_tasks_are_the_values_of_their_indicators_before_and_after()
    {
        Assert.Equal(
            "до: 2,3 «урок», 01.10.2021, источник «Журнал»; после: 4,0 «урок», 20.05.2022, источник «Журнал»; изменение: 1,8",
            Made.Value("Показатель C1 open-lessons"));
        Assert.Equal("нет исходных данных (значения не записаны)", Made.Value("Показатель C1 guests"));
    }

    [Fact]
    public void Of_the_year_are_the_events_that_were_held_and_those_that_were_not()
    {
        Assert.Equal("2", Made.Value("Проведено мероприятий плана года"));
        var held = Made.Elements("Проведено мероприятий плана года");
        Assert.StartsWith("«Открытие года»; 03.02.2022; участников: 60; № ", held[0], StringComparison.Ordinal);
        Assert.Equal("«Встреча с ветеранами»; 06.05.2022; вне плана", held[1]);
        Assert.Equal(["«Закрытие года»; 20.12.2022"], Made.Elements("Запланировано и не проведено"));
        Assert.DoesNotContain("плана года", Prepared().Certificate(Parameters).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_employments_is_the_share_of_the_students_by_enterprise()
    {
        var year = Students(4, employed: 3);

        Assert.Equal("3; доля: 75,0 %", year.Certificate(Parameters).Value("Трудоустроено"));
        Assert.Equal(["«Завод»; 1", "«Шахта»; 2"], year.Certificate(Parameters).Elements("Трудоустроено"));
        // One and two could be recognised: nothing of the list is told.
        Assert.Equal("3; доля: 75,0 %", Public(year).Value("Трудоустроено"));
        Assert.Equal(["«Завод»; скрыто: менее 3 лиц", "«Шахта»; скрыто: менее 3 лиц"], Public(year).Elements("Трудоустроено"));
        Assert.Equal("скрыто: менее 3 лиц", Public(Students(4, employed: 2)).Value("Трудоустроено"));
        Assert.Equal("0; доля: —", Made.Value("Трудоустроено"));
        Assert.DoesNotContain("Трудоустроено", Prepared().Certificate(Parameters).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_mentees_without_a_mentor_are_the_decisions()
    {
        var year = Students(4, employed: 0).Mentee("waits").Mentee("helped").Mentee("talked to").Mentee("undecided");
        year.Told(new MatchingEvent.UnmatchedMenteesDecided(
        [
            new(Id("waits"), UnmatchedDecision.SearchContinues), new(Id("helped"), UnmatchedDecision.SupportCase),
            new(Id("talked to"), UnmatchedDecision.SupportCase),
        ]), Curator);
        year.Told(new MatchingEvent.SupportCaseEnded(Id("helped"), SupportOutcome.Supported, null), Curator);

        Assert.Equal(
            ["поиск продолжается; 1", "психологическое сопровождение; 2; завершено: 1", "решения нет; 1"],
            year.Certificate(Parameters).Elements("Без пары или группы"));
        Assert.Equal(
            new[] { "поиск продолжается", "психологическое сопровождение", "решения нет" }.Select(d => $"{d}; скрыто: менее 3 лиц"),
            Public(year).Elements("Без пары или группы"));
    }

    [Fact]
    public void Of_few_pairs_is_hidden_in_the_public_version_with_the_reasons_of_their_ends()
    {
        var year = Students(5, employed: 0);
        year.Told(new TandemEvent.TandemDissolved(
            Id("pair 1"), TandemParty.Mentor, SeparationReason.Conflict, null, null), Curator);

        Assert.Equal(["конфликт; по инициативе: наставник; 1"], year.Certificate(Parameters).Elements("Расторгнуто"));
        Assert.Equal(["скрыто: менее 3 лиц"], Public(year).Elements("Расторгнуто"));
        Assert.Contains("работодатель – студент; пары; утверждено: 5;", Public(year).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("конфликт", Public(year).Section(8), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_fewer_than_three_covered_mentees_is_nothing_in_the_public_version()
    {
        var few = Students(2, employed: 1);

        Assert.Equal("8. Пары и группы\nУтверждено приказом: скрыто: менее 3 лиц", Public(few).Section(8));
        Assert.Equal("9. Встречи\nВстреч: скрыто: менее 3 лиц", Public(few).Section(9));
        Assert.Equal("2", few.Certificate(Parameters).Section(8).Value("Утверждено приказом"));
    }

    [Fact]
    public void Of_meetings_with_few_mentees_is_the_kind_alone()
    {
        var year = Students(7, employed: 0);
        foreach (var n in Enumerable.Range(1, 7)) Meet(n, MeetingKind.Organisational);
        Meet(1, MeetingKind.Trial);

        Assert.Equal(["организационные; 7", "пробные рабочие; 1"], Elements(year.Certificate(Parameters)).Take(2));
        Assert.Equal(
            ["организационные; скрыто: менее 3 лиц", "пробные рабочие; скрыто: менее 3 лиц", "планирование; 0"],
            Elements(Public(year)).Take(3));

        void Meet(int n, MeetingKind kind) => year.Told(new TandemEvent.MeetingHeld(
            Id($"pair {n}"), Id($"{kind} {n}"), kind, Day("2021-11-15"), 45, MeetingFormat.InPerson, Id("mentor"), [Id($"student {n}")], [],
            null), Curator);
    }

    [Fact]
    public void Of_questionnaires_are_their_versions_and_where_they_are_mixed() =>
        Assert.Equal(["second; версия 1: волн 1"], Made.Elements("Анкет"));

    [Theory]
    [InlineData(true, "4"), InlineData(false, "3")]
    public void Of_the_erased_are_their_measurements_unless_the_definition_says_otherwise(bool kept, string n)
    {
        var year = Completed.Year();
        year.Do(Curator, new MonitoringCommand.MeasureIndicators([Completed.Exit("mentee 4", "9") with
        {
            Id = Id("exit again"),
        }]));
        year.Told(new ParticipantEvent.PersonStandingRecorded(
            Id("mentee 4"), year.State.Participants.Standings[Id("mentee 4")] with
            {
                Version = 99, Consents = [], Restricted = true, Erasure = ErasureStatus.ErasedInTerm,
            }), Actor.Automatic);
        var definition = TargetModel.WithoutPeople with
        {
            Parameters = TargetModel.WithoutPeople.Parameters with { StatisticalRetention = kept },
        };

        var made = Certificate.From(Programme, Chronicle.Of(year.Entries), definition, Parameters);

        Assert.Contains($"; n: {n}; ", made.Elements("Наставляемые, показателей")[0], StringComparison.Ordinal);
        // The person stays in the counts.
        Assert.StartsWith("наставляемых 4;", made.Value("Участвовали"), StringComparison.Ordinal);
    }

    private static Certificate Public(History year) => Certificate.PublicFrom(
        Programme, Chronicle.Of(year.Entries), TargetModel.WithoutPeople, Parameters);

    // The kinds of meetings.
    private static IEnumerable<string> Elements(Certificate certificate) => certificate.Section(9).Split('\n')
        .SkipWhile(line => !line.StartsWith("По видам: ", StringComparison.Ordinal)).Skip(1)
        .TakeWhile(line => line.StartsWith("- ", StringComparison.Ordinal)).Select(line => line[2..]);

    // Pairs of students; the first of them was employed by a factory, the others by a mine.
    private static History Students(int pairs, int employed)
    {
        var year = Prepared().On("2021-10-05");
        year.Fact(new Fact.PartnerEngaged(Id("factory"), "business", Contour.External, new("Завод")))
            .Fact(new Fact.PartnerEngaged(Id("mine"), "business", Contour.External, new("Шахта")));
        foreach (var n in Enumerable.Range(1, pairs)) year.Mentee($"student {n}");
        year.Ready("mentor");
        year.On("2021-11-10");
        foreach (var n in Enumerable.Range(1, pairs))
        {
            year.Told(new TandemEvent.TandemFormed(Id($"pair {n}"), "employer-student", TandemKind.Pair, Id("mentor"), [Id($"student {n}")],
                null, null, [PairingGround.QuestionnairesCompared], null), Curator);
            year.Told(new TandemEvent.TandemApprovedByOrder(
                Id($"pair {n}"), Id("curator-order"), Day("2021-11-10"), Id("mentor"), [Id($"student {n}")]), Curator);
        }

        foreach (var n in Enumerable.Range(1, employed))
        {
            year.Told(new TandemEvent.MenteeEmployed(
                Id($"pair {n}"), Id($"job {n}"), Id($"student {n}"), Id(n == 1 ? "factory" : "mine"), Day("2021-11-10"), null), Curator);
        }

        return year;
    }
}
