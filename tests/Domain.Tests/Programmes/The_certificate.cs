using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;

namespace MentorshipFlow.Domain.Tests.Programmes;

public sealed class The_certificate
{
    private static readonly Guid Next = Number(0x302);

    private static Story Uncertified => Given(Everything).ApproveAll(1, 6);

    private static CertificationCommand.IssueCertificate Issue(Story story, Guid id, Guid? replaces = null) =>
        new(id, Words("1"), Start, story.State.Version, "mentorshipflow certificate v1", Recomputed, null, IvanId, null, replaces);

    private static Story Replaced(Story story) => story.When(Issue(story, Next, Certificate)).Accepted();

    [Fact]
    public void Is_evidence_for_the_approval_of_stage_7() =>
        Uncertified.When(Submit(7)).Refused(Reason.CriteriaNotMet, "certificate-not-issued", "G7.7:results-certificate")
            .When(Issue(Uncertified, Certificate)).Then(Issued(Certificate, upTo: Uncertified.State.Version))
            .When(Submit(7))
            .Then<GateEvent.StageSubmitted>(e =>
                Assert.Equal([$"certificate:{Certificate}"], e.Criteria.Single(c => c.Code == "G7.7").Evidence))
            .When(Approve(7)).Then<GateEvent.StageApproved>(e => Assert.Equal(Certificate, e.Certificate));

    [Fact]
    public void Of_an_earlier_day_does_not_open_gate_7() =>
        ApprovedUpTo(1).Certified().ApproveAll(2, 6)
            .When(Submit(7)).Refused(Reason.CriteriaNotMet, "certificate-outdated", $"G7.7:{Certificate}")
            .Certified().When(Submit(7)).Accepted();

    [Fact]
    public void Is_outdated_by_every_later_entry_but_the_steps_of_gate_7_and_its_own_paper()
    {
        var story = Submitted(7)
            .When(new GateCommand.ReturnStage(7, null, [new("G7.R", Why)], null)).Accepted()
            .And(Document(Loose, "results-certificate") with { File = null })
            .When(new DocumentCommand.AttachFile(Loose, new(new string('b', 64), 1, "application/pdf"))).Accepted()
            .When(SubmitAgain(7)).Accepted().When(new GateCommand.WithdrawSubmission(7, null, Why)).Accepted();
        Assert.True(story.Evaluation(7).Passes);
        Assert.All(
            new ProgrammeEvent[]
            {
                new GateEvent.GateCriterionWaived(7, "G7.3a", VeraId, Why, null), Document(Number(0x3fe), "stands"),
                new CharterEvent.ProgrammeCorrected("2021/2022", Words("Иначе"), Words("Цель"), Why),
                new GateEvent.StageReopened(6, VeraId, Why, []),
            },
            e => Assert.Contains(new Missing("certificate-outdated", $"{Certificate}"),
                story.And(e).Evaluation(7).Criteria.Single(c => c.Criterion.Code == "G7.7").Missing));
    }

    [Fact]
    public void Replaced_after_the_submission_needs_another_submission()
    {
        var submitted = Submitted(7);
        var replaced = Replaced(submitted);
        Assert.NotEqual(submitted.Evaluation(7).Hash, replaced.Evaluation(7).Hash);
        replaced.When(new GateCommand.ApproveStage(7, replaced.Evaluation(7).Hash, Recomputed))
            .Refused(Reason.SubmissionOutdated, "certificate-issued-after-submission", $"{Next}")
            .When(new GateCommand.WithdrawSubmission(7, null, Why)).Accepted()
            .When(Submit(7)).Accepted().When(Approve(7)).Then<GateEvent.StageApproved>(e => Assert.Equal(Next, e.Certificate));
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("cccc")]
    public void Blocks_the_approval_if_its_recomputation_differs(string? recomputed) =>
        Submitted(7).When(new GateCommand.ApproveStage(7, null, recomputed))
            .Refused(Reason.CertificateDiffers, "certificate-differs", $"{Certificate}");

    [Fact]
    public void Is_not_needed_for_other_stages() =>
        Submitted(6).When(new GateCommand.ApproveStage(6, null)).Then<GateEvent.StageApproved>(e => Assert.Null(e.Certificate));

    [Fact]
    public void Is_in_force_one_at_a_time()
    {
        var story = Uncertified.Certified();
        story.When(Issue(story, Certificate)).Refused(Reason.AlreadyRecorded, "certificate-recorded", $"{Certificate}")
            .When(Issue(story, Next)).Refused(Reason.CertificateInForce, "certificate-in-force", $"{Certificate}")
            .When(Issue(story, Next, Certificate)).Then(Issued(Next, Certificate, story.State.Version))
            .When(Issue(story, Loose, Certificate)).Refused(Reason.CertificateInForce, "certificate-in-force", $"{Next}");
    }

    [Fact]
    public void Replaces_only_the_one_in_force() =>
        Uncertified.When(Issue(Uncertified, Next, Certificate)).Refused(Reason.Unknown, "certificate-unknown", $"{Certificate}");

    [Fact]
    public void Is_not_dated_tomorrow() =>
        Uncertified.When(Issue(Uncertified, Certificate) with { Date = Tomorrow })
            .Refused(Reason.DateInFuture, "date-in-future", "2021-10-21");

    [Fact]
    public void Is_annulled_once_and_its_id_stays_used()
    {
        var story = Uncertified.Certified();
        story.When(new CertificationCommand.AnnulCertificate(Certificate, Why))
            .Then(new CertificationEvent.CertificateAnnulled(Certificate, Why))
            .When(new CertificationCommand.AnnulCertificate(Certificate, Why))
            .Refused(Reason.Unknown, "certificate-unknown", $"{Certificate}")
            .When(Issue(story, Certificate)).Refused(Reason.AlreadyRecorded, "certificate-recorded", $"{Certificate}")
            .When(Issue(story, Next)).Accepted();
    }

    [Fact]
    public void Blocks_the_approval_if_annulled_after_the_submission() =>
        Submitted(7).When(new CertificationCommand.AnnulCertificate(Certificate, Why)).Accepted()
            .When(Approve(7)).Refused(Reason.CriteriaNotMet, "certificate-not-issued", "G7.7:results-certificate");

    [Fact]
    public void Of_an_approved_stage_7_is_annulled_or_replaced_only_after_reopening_it()
    {
        var approved = ApprovedUpTo(7);
        approved.When(new CertificationCommand.AnnulCertificate(Certificate, Why))
            .Refused(Reason.StageAlreadyApproved, "certificate-of-approved-stage", "7")
            .When(Issue(approved, Next, Certificate)).Refused(Reason.StageAlreadyApproved, "certificate-of-approved-stage", "7")
            .When(new CharterCommand.CompleteProgramme()).Accepted()
            .When(new CertificationCommand.AnnulCertificate(Certificate, Why))
            .Refused(Reason.ProgrammeClosed, "programme-status", "completed")
            .When(new CharterCommand.VoidClosing(Why)).Accepted()
            .When(new CertificationCommand.AnnulCertificate(Certificate, Why))
            .Refused(Reason.StageAlreadyApproved, "certificate-of-approved-stage", "7")
            .When(new GateCommand.ReopenStage(7, null, Why)).Accepted()
            .When(new CertificationCommand.AnnulCertificate(Certificate, Why)).Accepted();
    }

    [Fact]
    public void Is_kept_with_what_became_of_it()
    {
        var story = Replaced(Uncertified.Certified());
        var room = story.When(new CertificationCommand.AnnulCertificate(Next, Why)).Accepted()
            .When(Issue(story, Loose)).Accepted().State.Certification;
        Assert.Equal([Certificate, Next, Loose], room.Issued.Select(c => c.Id));
        Assert.Equal(
            [CertificateFate.Replaced, CertificateFate.Annulled, CertificateFate.InForce], room.Issued.Select(c => room.FateOf(c.Id)));
        Assert.Equal((Next, null), (room.ReplacementOf(Certificate)!.Id, room.ReplacementOf(Next)));
        Assert.Equal(new Annulment(Today, Why), room.Annulled[Next]);
    }
}
