using MentorshipFlow.Programmes.Tandems;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Participants.Cohort;
using static MentorshipFlow.Domain.Tests.Programmes.Tandems.Partners;

namespace MentorshipFlow.Domain.Tests.Programmes.Tandems;

/// <summary>The outcome of the form employer – student (M10).</summary>
public sealed class An_employment
{
    private static readonly TandemEvent.MenteeEmployed Job =
        new(Students, Number(0x1701), FourthPupil, Enterprise, EndOn, null);

    private static TandemCommand.RecordEmployment Record(TandemEvent.MenteeEmployed job) => new(job);

    [Fact]
    public void Is_that_of_a_mentee_by_an_enterprise_among_the_partners() =>
        WithStudents.On(EndOn)
            .When(Record(Job with { Tandem = Pair, Mentee = Pupil }))
            .Refused(Reason.NotEligible, "form-without-employment", "learner-learner")
            .When(Record(Job with { Mentee = Pupil })).Refused(Reason.Unknown, "member-unknown", $"{Pupil}")
            .When(Record(Job with { Enterprise = Number(0x1709) })).Refused(Reason.Unknown, "enterprise-unknown", $"{Number(0x1709)}")
            .When(Record(Job with { On = FormedOn.AddDays(-1) }))
            .Refused(Reason.PeriodReversed, "employed-before-joining", $"{FourthPupil} {Dates.Text(OrderOn)}")
            .When(Record(Job with { On = EndOn.AddDays(1) })).Refused(Reason.DateInFuture, "date-in-future", Dates.Text(EndOn.AddDays(1)))
            .When(Record(Job with { Document = Number(0x1708) }))
            .Refused(Reason.DocumentNotInForce, "document-not-in-force", $"{Number(0x1708)}")
            .When(Record(Job)).Then(Job)
            .When(Record(Job with { Id = Number(0x1702) })).Refused(Reason.AlreadyRecorded, "employment-recorded", $"{FourthPupil}");

    [Fact]
    public void Is_recorded_also_after_the_end_and_voided_when_it_was_a_mistake() =>
        WithStudents.On(EndOn)
            .And(new TandemEvent.TandemCompleted(Students, TandemOutcome.Reached))
            .When(Record(Job)).Accepted()
            .When(new TandemCommand.VoidTandemFact(Students, Job.Id, Why)).Accepted()
            .When(Record(Job)).Refused(Reason.AlreadyRecorded, "fact-recorded", $"{Job.Id}")
            .When(Record(Job with { Id = Number(0x1702) })).Accepted();

    [Fact]
    public void Is_of_a_pair_that_an_order_approved() =>
        WithStudents.And(new TandemEvent.TandemApprovalVoided(Students, Why)).On(EndOn)
            .When(Record(Job)).Refused(Reason.TandemNotApproved, "tandem-not-in-order", $"{Students}");
}
