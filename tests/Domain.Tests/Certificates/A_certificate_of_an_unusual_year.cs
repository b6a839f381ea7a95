using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Publishing;
using static MentorshipFlow.Domain.Tests.Certificates.History;
using static MentorshipFlow.Domain.Tests.Certificates.School49;

namespace MentorshipFlow.Domain.Tests.Certificates;

/// <summary>A transfer, a sandbox, a suspension and doubly recorded facts in the text of the certificate.</summary>
public sealed class A_certificate_of_an_unusual_year
{
    [Fact]
    public void Names_the_legal_successor()
    {
        var programme = Prepared();
        programme.On("2022-02-01").Told(new CharterEvent.ProgrammeTransferred(
            Id("merger"), ReorganisationKind.Accession, Id("school-50"), new("Школа № 50"), new("Постановление № 12"), Day("2022-02-01"),
            Day("2022-02-15")), Actor.Automatic);
        Assert.Equal(
            [$"с 01.02.2022; присоединение; «Школа № 50»; {Id("school-50")}; Постановление № 12; "
                + "прежние согласия действуют по 15.02.2022"],
            programme.Certificate(Parameters).Elements("Правопреемство"));
    }

    [Fact]
    public void Is_marked_as_an_example_in_a_sandbox()
    {
        const string Mark = "\nУчебный пример, не документ (sandbox)\n";
        var programme = Prepared();
        Assert.DoesNotContain(Mark, programme.Certificate(Parameters).Text, StringComparison.Ordinal);
        programme.Told(new CharterEvent.ProgrammeDeclaredSandbox(), Curator);
        Assert.Contains(Mark, programme.Certificate(Parameters).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_what_a_citation_lacks() =>
        Assert.Contains(
            "федеральный уровень; приказ без номера без даты; «О наставничестве»; неполная ссылка",
            Prepared().Fact(new Fact.LegalBasisRegistered(
                Id("act"), LegalLevel.Federal, new("приказ"), null, null, new("О наставничестве"), false))
                .Certificate(Parameters).Elements("Правовые основания"));

    [Fact]
    public void Leaves_months_of_a_suspension_out_of_the_months_of_work()
    {
        var programme = Worked();
        programme.On("2021-11-01").Told(new TandemEvent.TandemSuspended(Id("group"), SuspensionReason.Illness, null), Curator);
        programme.On("2021-12-01").Told(new TandemEvent.TandemResumed(Id("group")), Curator);
        programme.Told(new CharterEvent.ProgrammeSuspended(Id("curator-order"), Secret("Карантин")), Head);
        programme.On("2022-01-01").Told(new CharterEvent.ProgrammeResumed(null), Head);
        programme.On("2022-02-01").Told(new TandemEvent.TandemCompleted(Id("group"), TandemOutcome.Reached), Curator);
        // October, January, and February with its first day.
        Assert.Equal(3, Months(programme));
        Assert.Equal(5, Months(Ended("2022-02-28")));
        Assert.Equal(4, Months(Ended("2022-01-31")));
    }

    [Fact]
    public void Counts_the_last_answer_of_a_person_about_satisfaction()
    {
        const string I5 = "I5 «Уровень удовлетворённости наставляемых участием в программах наставничества»";
        var programme = Completed.Year().On("2022-05-21");
        programme.Told(new SurveyEvent.SurveyWaveOpened(Id("a later one"), new("second", 1, new string('9', 64)), SurveyAudience.Mentees,
            SurveyPurpose.Satisfaction, null, new("Ещё раз"), null), Curator);
        programme.Told(new SurveyEvent.SurveyParticipantsInvited(Id("a later one"), [Id("mentee 2")]), Curator);
        programme.Told(new SurveyEvent.SurveyAnswered(Id("a later one"), Id("again"), Id("mentee 2"), SurveyChannel.Curator, null,
            [new("Q_SATISF", 9)], [], []), Curator);
        Assert.Equal("100,0 %; 3 из 3; цель 2022: 60 %; отклонение: 40,0", programme.Certificate(Parameters).Section(14).Value(I5));
    }

    [Fact]
    public void Counts_the_contingent_of_the_latest_day()
    {
        const string I4 = "I4 «Доля предприятий (организаций), предоставивших своих наставников»";
        var programme = Completed.Year()
            .Fact(new Fact.ContingentRecorded(Id("in May"), Day("2022-05-20"), "enterprises", 2, new("Реестр")))
            .Fact(new Fact.ContingentRecorded(Id("in April"), Day("2022-04-20"), "enterprises", 5, new("Реестр")));
        Assert.Equal("50,0 %; 1 из 2; цель 2022: 10 %; отклонение: 40,0", programme.Certificate(Parameters).Section(14).Value(I4));
    }

    private static History Ended(string on)
    {
        var programme = Worked();
        programme.On(on).Told(new TandemEvent.TandemCompleted(Id("group"), TandemOutcome.Reached), Curator);
        return programme;
    }

    private static History Worked()
    {
        var programme = Prepared().On("2021-10-05").Mentee("mentee 1").Ready("mentor");
        programme.Group("2021-10-11", ["mentee 1"]);
        return programme;
    }

    private static int Months(History programme) => System.Text.Json.JsonDocument.Parse(programme.Certificate(Parameters).Json)
        .RootElement.GetProperty("meetings").GetProperty("activeMonths").GetInt32();
}
