using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;

namespace MentorshipFlow.Domain.Tests.Programmes;

public sealed class Facts_of_preparation
{
    private static readonly Guid Id = Number(0x2f1);
    private static readonly Guid Other = Number(0x2f2);

    public static readonly IReadOnlyList<Fact> EachKind =
    [
        new Fact.LegalBasisRegistered(Id, LegalLevel.Federal, Words("Распоряжение"), Words("Р-145"), Words("2019-12-25"),
            Words("О методологии"), true),
        new Fact.ObjectiveSet(Id, "T1", Words("Улучшение показателей"), ["I1"]),
        new Fact.ExpectedResultSet(Id, "R1", Words("Климат"), []),
        new Fact.ResourceRegistered(Id, ResourceKind.Methodical, Contour.External, Words("Методические материалы")),
        new Fact.PartnerEngaged(Id, "business", Contour.External, Words("Завод")),
        new Fact.OutreachHeld(Id, "site", Start, Words("Родители"), 25, Protocol, Words("https://school.example/news/1")),
        new Fact.OutreachNotApplicable(Id, "external-audience", Why),
        new Fact.NeedsSurveyConcluded(Id, Today, 10, 10, Protocol),
        new Fact.AdministrativeMeetingHeld(Id, Start, Protocol, Why),
        new Fact.ProgrammeBankEntryAdded(Id, "teacher-teacher", "experienced-young", Words("Вместе")),
        new Fact.ContingentRecorded(Id, Start, "learners-15-19", 0, Words("ОО-1")),
        new Fact.BaselineRecorded(Id, "R9", "-0.5", Words("балл"), Start, Words("Журнал")),
        new Fact.CuratorTrained(Id, VeraId, Words("Деятельность кураторов"), Start, Today, 72, Protocol),
        new Fact.YearPlanEventPlanned(Id, Words("Открытие года"), Tomorrow, null),
        new Fact.YearPlanEventHeld(Id, null, Words("Открытие года"), Today, 60, Protocol),
        new Fact.ObjectiveMeasured(Id, "T2", "I2", MeasuredAt.Before, "3.8", Words("балл"), Start, Words("Журнал")),
    ];

    private static readonly Fact.ObjectiveSet OwnTask = new(Number(0x2f3), "T2", Words("Свои показатели"), ["I2", "I3"]);

    private static PreparationCommand.RecordFact Record(Fact fact) => new(fact);

    [Fact]
    public void Have_trainings_of_curators_of_the_programme_that_are_over()
    {
        var training = new Fact.CuratorTrained(Id, VeraId, Words("Деятельность кураторов"), Start, Today, 72, null);
        Given(Active).When(Record(training with { Person = BorisId })).Refused(Reason.Unknown, "curator-unknown", $"{BorisId}")
            .When(Record(training with { To = Tomorrow })).Refused(Reason.DateInFuture, "date-in-future", Dates.Text(Tomorrow))
            .When(Record(training with { From = Today, To = Yesterday })).Refused(Reason.PeriodReversed, "period-reversed", "/to")
            .When(Record(training)).Accepted();
    }

    [Fact]
    public void Have_events_of_the_year_that_were_planned_or_not()
    {
        var planned = new Fact.YearPlanEventPlanned(Id, Words("Открытие года"), Yesterday, Today);
        var held = new Fact.YearPlanEventHeld(Other, Id, Words("Открытие года"), Today, null, null);
        Given(Active).When(Record(held)).Refused(Reason.Unknown, "year-plan-event-unknown", $"{Id}")
            .When(Record(planned)).Accepted().When(Record(held)).Accepted();
    }

    [Fact]
    public void Cannot_have_a_future_effective_date() =>
        Given(Active).About(Today.AddDays(1))
            .When(new PreparationCommand.RecordFact(
                new Fact.ResourceRegistered(Number(0x777), ResourceKind.Staff, Contour.Internal, Words("Психолог"))))
            .Refused(Reason.DateInFuture, "date-in-future", Dates.Text(Today.AddDays(1)));

    [Fact]
    public void Are_recorded_once_per_code_and_then_corrected()
    {
        Fact.ObjectiveSet task = new(Number(0x771), "T1", Words("Улучшение показателей"), []);
        Given(Active).When(new PreparationCommand.RecordFact(task)).Accepted()
            .When(new PreparationCommand.RecordFact(task with { Id = Number(0x772) }))
            .Refused(Reason.AlreadyRecorded, "code-recorded", "T1")
            .When(new PreparationCommand.CorrectFact(task.Id, task with { Id = Number(0x773) }, Why)).Accepted();
    }

    [Fact]
    public void Have_values_of_the_indicators_of_own_tasks()
    {
        var before = new Fact.ObjectiveMeasured(Id, "T2", "I2", MeasuredAt.Before, "3.8", Words("балл"), Start, Words("Журнал"));
        Given(Active).When(Record(before)).Refused(Reason.Unknown, "objective-unknown", "T2");
        Given(Active).And(OwnTask)
            .When(Record(before with { Indicator = "I9" })).Refused(Reason.Unknown, "objective-indicator-unknown", "T2 I9")
            .When(Record(before with { Value = "3,8" })).Refused(Reason.ValueOutOfRange, "decimal-invalid", "/value 3,8")
            .When(Record(before with { MeasuredOn = Tomorrow })).Refused(Reason.DateInFuture, "date-in-future", Dates.Text(Tomorrow))
            .When(Record(before)).Accepted()
            .When(Record(before with { Id = Other })).Refused(Reason.AlreadyRecorded, "code-recorded", "T2 I2 before")
            .When(Record(before with { Id = Other, At = MeasuredAt.After, Value = "4.1" })).Accepted()
            .When(new PreparationCommand.CorrectFact(Id, before with { Id = Number(0x2f4), Value = "3.9" }, Why)).Accepted();
    }

    [Fact]
    public void Keep_a_task_while_values_of_its_indicators_are_recorded()
    {
        var measured = new Fact.ObjectiveMeasured(Id, "T2", "I2", MeasuredAt.After, "4", Words("балл"), Start, Words("Журнал"));
        Given(Active).And(OwnTask).When(Record(measured)).Accepted()
            .When(new PreparationCommand.VoidFact(OwnTask.Id, Why)).Refused(Reason.AlreadyRecorded, "objective-measured", "T2 I2")
            .When(new PreparationCommand.CorrectFact(OwnTask.Id, OwnTask with { Id = Other, Indicators = ["I3"] }, Why))
            .Refused(Reason.AlreadyRecorded, "objective-measured", "T2 I2")
            .When(new PreparationCommand.CorrectFact(OwnTask.Id, OwnTask with { Id = Other, Indicators = ["I2"] }, Why)).Accepted()
            .When(new PreparationCommand.VoidFact(Id, Why)).Accepted()
            .When(new PreparationCommand.VoidFact(Other, Why)).Accepted();
    }

    [Fact]
    public void Are_recorded_unchanged() => Assert.All(EachKind, fact => Given(Active).And(OwnTask).When(Record(fact)).Then(fact));

    [Fact]
    public void Are_all_tested_here() =>
        Assert.Equal(typeof(Fact).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(Fact))).ToHashSet(),
            EachKind.Select(f => f.GetType()).ToHashSet());

    [Fact]
    public void Are_recorded_once() =>
        Assert.All(EachKind, fact => Given([.. Active, fact]).When(Record(fact)).Refused(Reason.AlreadyRecorded, "fact-recorded", $"{Id}"));

    [Fact]
    public void Are_voided_with_a_reason_and_their_id_stays_used() =>
        Assert.All(EachKind, fact => Assert.Empty(Given([.. Active, fact])
            .When(new PreparationCommand.VoidFact(Id, Why)).Then(new PreparationEvent.FactVoided(Id, Why, null))
            .When(new PreparationCommand.VoidFact(Id, Why)).Refused(Reason.Unknown, "fact-unknown", $"{Id}")
            .When(Record(fact)).Refused(Reason.AlreadyRecorded, "fact-recorded", $"{Id}")
            .State.Preparation.Facts));

    [Fact]
    public void Are_corrected_by_another_of_the_same_kind() =>
        Assert.All(EachKind, fact => Given([.. Active, OwnTask, fact])
            .When(new PreparationCommand.CorrectFact(Id, fact with { Id = Other }, Why))
            .Then(new PreparationEvent.FactVoided(Id, Why, Other), fact with { Id = Other }));

    [Fact]
    public void Are_not_corrected_by_another_kind_nor_by_themselves() =>
        Assert.All(EachKind.Zip(EachKind.Skip(1)), pair => Given([.. Active, pair.First])
            .When(new PreparationCommand.CorrectFact(Id, pair.Second with { Id = Other }, Why))
            .Refused(Reason.Unknown, "fact-unknown", $"{Id}")
            .When(new PreparationCommand.CorrectFact(Id, pair.First, Why)).Refused(Reason.AlreadyRecorded, "fact-recorded", $"{Id}"));

    [Fact]
    public void Are_corrected_only_by_valid_facts() =>
        Given([.. Active, EachKind.OfType<Fact.BaselineRecorded>().Single()])
            .When(new PreparationCommand.CorrectFact(Id,
                new Fact.BaselineRecorded(Other, "R10", "1", Words("балл"), Start, Words("Журнал")), Why))
            .Refused(Reason.Unknown, "result-unknown", "R10");

    [Fact]
    public void Have_no_dates_in_the_future()
    {
        Fact[] future =
        [
            new Fact.OutreachHeld(Id, "site", Tomorrow, null, null, null, null),
            new Fact.NeedsSurveyConcluded(Id, Tomorrow, null, null, null),
            new Fact.AdministrativeMeetingHeld(Id, Tomorrow, null, null), new Fact.ContingentRecorded(Id, Tomorrow, "x", 1, Words("ОО-1")),
            new Fact.BaselineRecorded(Id, "R1", "1", Words("балл"), Tomorrow, Words("Журнал")),
        ];
        Assert.All(future,
            fact => Given(Active).When(Record(fact)).Refused(Reason.DateInFuture, "date-in-future", "2021-10-21").On(Tomorrow)
                .When(Record(fact)).Accepted());
    }

    [Fact]
    public void Have_no_dates_before_2000() =>
        Given(Active).When(Record(new Fact.AdministrativeMeetingHeld(Id, new(1999, 12, 31), null, null)))
            .Refused(Reason.DateImplausible, "date-implausible", "1999-12-31")
            .When(Record(new Fact.AdministrativeMeetingHeld(Id, new(2000, 1, 1), null, null))).Accepted();

    [Fact]
    public void Use_only_existing_codes()
    {
        Unknown(new Fact.OutreachHeld(Id, "radio", Start, null, null, null, null), "channel-unknown", "radio");
        Unknown(new Fact.OutreachNotApplicable(Id, "radio", Why), "channel-unknown", "radio");
        Unknown(new Fact.PartnerEngaged(Id, "teachers", Contour.External, Words("Завод")), "partner-kind-unknown", "/kind teachers");
        Unknown(new Fact.PartnerEngaged(Id, "business", Contour.Internal, Words("Завод")), "partner-kind-unknown", "/kind business");
        Unknown(new Fact.ProgrammeBankEntryAdded(Id, "teacher-teacher", "leader-passive", Words("Вместе")), "variant-unknown",
            "/variant leader-passive");
        Unknown(new Fact.ProgrammeBankEntryAdded(Id, "parent-parent", null, Words("Вместе")), "form-unknown", "parent-parent");
        Unknown(new Fact.BaselineRecorded(Id, "R0", "1", Words("балл"), Start, Words("Журнал")), "result-unknown", "R0");

        static void Unknown(Fact fact, string what, string where) => Given(Active).When(Record(fact)).Refused(Reason.Unknown, what, where);
    }

    [Fact]
    public void Have_partners_of_every_kind_in_their_contour_only()
    {
        Assert.All(Model.Contours.External, kind => Engages(kind.Code, Contour.External, Contour.Internal));
        Assert.All(Model.Contours.Internal, kind => Engages(kind.Code, Contour.Internal, Contour.External));

        static void Engages(string kind, Contour own, Contour other) => Given(Active)
            .When(Record(new Fact.PartnerEngaged(Id, kind, other, Words("Партнёр"))))
            .Refused(Reason.Unknown, "partner-kind-unknown", $"/kind {kind}")
            .When(Record(new Fact.PartnerEngaged(Id, kind, own, Words("Партнёр")))).Accepted();
    }

    [Theory]
    [InlineData(""), InlineData("a b"), InlineData("задача"), InlineData("a/b"), InlineData("a:b"), InlineData("a\n")]
    public void Refuse_codes_with_other_characters(string code)
    {
        Refused(new Fact.ObjectiveSet(Id, code, Words("x"), []));
        Refused(new Fact.ObjectiveSet(Id, "T1", Words("x"), ["I1", code]));
        Refused(new Fact.ExpectedResultSet(Id, code, Words("x"), []));
        Refused(new Fact.ContingentRecorded(Id, Start, code, 1, Words("x")));

        void Refused(Fact fact) => Given(Active).When(Record(fact)).Refused(Reason.ValueOutOfRange, "code-invalid", code);
    }

    [Theory]
    [InlineData("0"), InlineData("-0"), InlineData("4.25"), InlineData("123456789012.123456"), InlineData("007")]
    public void Have_decimals_as_text(string value) => Given(Active).When(Record(Baseline(value))).Then(Baseline(value));

    [Theory]
    [InlineData(""), InlineData("-"), InlineData("--1"), InlineData("1-"), InlineData("+1"), InlineData("4,25"), InlineData("1.")]
    [InlineData(".5"), InlineData("1.2.3")]
    [InlineData("1e3"), InlineData(" 1"), InlineData("1234567890123"), InlineData("1.1234567"), InlineData("٤"), InlineData("NaN")]
    [InlineData("1\n")]
    public void Refuse_invalid_decimals(string value) =>
        Given(Active).When(Record(Baseline(value))).Refused(Reason.ValueOutOfRange, "decimal-invalid", $"/value {value}");

    [Fact]
    public void Have_counts_from_zero_to_a_million()
    {
        Given(Active).When(Record(new Fact.ContingentRecorded(Id, Start, "x", -1, Words("x"))))
            .Refused(Reason.ValueOutOfRange, "count-out-of-range", "count");
        Given(Active).When(Record(new Fact.OutreachHeld(Id, "site", Start, null, 1_000_001, null, null)))
            .Refused(Reason.ValueOutOfRange, "count-out-of-range", "attendance");
        Given(Active).When(Record(new Fact.NeedsSurveyConcluded(Id, Start, -1, null, null)))
            .Refused(Reason.ValueOutOfRange, "count-out-of-range", "invited");
        Given(Active).When(Record(new Fact.NeedsSurveyConcluded(Id, Start, 9, 10, null)))
            .Refused(Reason.ValueOutOfRange, "responded-more-than-invited", "10 > 9");
        Given(Active).When(Record(new Fact.NeedsSurveyConcluded(Id, Start, null, 10, null))).Accepted();
    }

    [Fact]
    public void Need_documents_in_force()
    {
        Refused(new Fact.OutreachHeld(Id, "site", Start, null, null, Loose, null));
        Refused(new Fact.NeedsSurveyConcluded(Id, Start, null, null, Loose));
        Refused(new Fact.AdministrativeMeetingHeld(Id, Start, Loose, null));

        static void Refused(Fact fact) =>
            Given(Active).When(Record(fact)).Refused(Reason.DocumentNotInForce, "document-not-in-force", $"{Loose}");
    }

    [Theory]
    [InlineData("Р-145", "2019-12-25", true), InlineData(null, "2020-04-17", false), InlineData("764", null, false)]
    [InlineData("764", "08.04.202г.", false), InlineData("764", "2020-02-30", false), InlineData(null, null, false)]
    public void Flag_an_incomplete_citation_whatever_the_client_says(string? number, string? date, bool complete)
    {
        var said = new Fact.LegalBasisRegistered(
            Id, LegalLevel.Regional, Words("Приказ"), number is null ? null : Words(number), date is null ? null : Words(date),
            Words("О внедрении"), !complete);
        Given(Active).When(Record(said)).Then(said with { Complete = complete })
            .When(new PreparationCommand.CorrectFact(Id, said with { Id = Other }, Why))
            .Then(new PreparationEvent.FactVoided(Id, Why, Other), said with { Id = Other, Complete = complete });
    }

    private static Fact.BaselineRecorded Baseline(string value) => new(Id, "R1", value, Words("балл"), Start, Words("Журнал"));
}
