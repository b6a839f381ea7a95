using MentorshipFlow.People;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.People;

/// <summary>A term may be extended by a few days, once, if the data subject gets a reasoned notice in time.</summary>
public sealed class An_extended_term
{
    private static readonly Guid Case = Number(0x901);
    private static readonly DateOnly Due = Today.AddDays(9);
    private static readonly DateOnly Later = Due.AddDays(7);
    private static readonly ExtendedTerm Allowed = new(Later, new("ст. 21 ч. 5.1"));
    private static readonly ErasureEvent.ErasureRequested Requested = new(Case, ErasureGround.SubjectDemand, Today, Due, "demand-7");
    private static readonly ErasureEvent.ErasureTermExtended Extended = new(Case, Later, Allowed.Article, Today, Why);
    private static readonly ErasureEvent.ErasureAssessed Assessed =
        new(Case, ErasureDecision.EraseAll, new("ст. 21"), Enum.GetValues<ErasureCategory>(), null);

    [Fact]
    public void Is_granted_once() =>
        PersonStory.Given(AgeBand.TenToThirteen, Requested)
            .When(Extend(Today)).Then(Extended)
            .When(Extend(Today)).Refused(Reason.AlreadyRecorded, ("erasure-term-extended", Case));

    [Fact]
    public void Is_refused_without_an_extension_in_the_terms() =>
        PersonStory.Given(AgeBand.TenToThirteen, Requested).When(Extend(Today) with { Extension = null })
            .Refused(Reason.ErasureTermNotExtendable, ("erasure-term-not-extendable", "demand-7"));

    [Fact]
    public void Needs_a_notice_between_the_request_and_the_last_day()
    {
        var story = PersonStory.Given(AgeBand.TenToThirteen, Requested).On(Due.AddDays(1));

        story.When(Extend(Yesterday)).Refused(Reason.PeriodReversed, ("period-reversed", "demand-7"));
        story.When(Extend(Due.AddDays(1))).Refused(Reason.ErasureTermNotExtendable, ("erasure-term-passed", Dates.Text(Due)));
        story.When(Extend(Due.AddDays(2))).Refused(Reason.DateInFuture, ("date-in-future", Dates.Text(Due.AddDays(2))));
        // The notice was sent in time and recorded a day late.
        story.When(Extend(Due)).Then(Extended with { NotifiedOn = Due });
    }

    [Fact]
    public void Is_refused_after_destruction_or_refusal()
    {
        var asked = PersonStory.Given(AgeBand.TenToThirteen, Requested);

        asked.When(Extend(Today) with { Case = Number(0x902) }).Refused(Reason.Unknown, ("erasure-case-unknown", Number(0x902)));
        asked.And([Assessed with { Decision = ErasureDecision.Refuse, Categories = [] }]).When(Extend(Today))
            .Refused(Reason.ErasureRefused, ("erasure-refused", Case));
        asked.And([Assessed]).When(Erase).Accepted().When(Extend(Today)).Refused(Reason.AlreadyRecorded, ("erasure-done", Case));
    }

    [Fact]
    public void Moves_the_day_from_which_the_case_is_overdue()
    {
        var open = new ErasureCase(Requested, Extended: Extended);

        Assert.Equal((Later, false, true), (open.DueOn, open.OverdueOn(Later), open.OverdueOn(Later.AddDays(1))));
    }

    [Theory]
    [InlineData(0, ErasureStatus.ErasedInTerm)]
    [InlineData(1, ErasureStatus.ErasedLate)]
    public void Decides_whether_the_destruction_was_in_term(int daysLate, ErasureStatus told) =>
        PersonStory.Given(AgeBand.TenToThirteen, Requested, Extended, Assessed).On(Later.AddDays(daysLate)).When(Erase).Accepted()
            .Stands(s => Assert.Equal(told, s.Erasure));

    private static ErasureCommand.CarryOutErasure Erase => new(Case, [new("keys.data_keys", 1)]);

    private static ErasureCommand.ExtendErasureTerm Extend(DateOnly notifiedOn) => new(Case, Allowed, notifiedOn, Why);
}
