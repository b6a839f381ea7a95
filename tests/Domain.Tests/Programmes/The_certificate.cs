using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;
using static MentorshipFlow.Domain.Tests.Programmes.Course;
using static MentorshipFlow.Domain.Tests.Programmes.Story;

namespace MentorshipFlow.Domain.Tests.Programmes;

public sealed class The_certificate
{
    private static readonly Guid Next = Number(0x302);

    private static Story Uncertified => Given(Everything.Where(e => e is not CertificationEvent)).ApproveAll(1, 6);

    private static CertificationCommand.IssueCertificate Issue(Guid id, Guid? replaces = null) =>
        new(id, Words("1"), Start, 60, "mentorshipflow certificate v1", Recomputed, null, IvanId, null, replaces);

    [Fact]
    public void Is_evidence_for_the_approval_of_stage_7() =>
        Uncertified.When(Submit(7)).Refused(Reason.CriteriaNotMet, "certificate-not-issued", "G7.7:results-certificate")
            .When(Issue(Certificate)).Then(Issued(Certificate) with { AsOf = Today })
            .When(Submit(7))
            .Then<GateEvent.StageSubmitted>(e =>
                Assert.Equal([$"certificate:{Certificate}"], e.Criteria.Single(c => c.Code == "G7.7").Evidence))
            .When(Approve(7)).Then<GateEvent.StageApproved>(e => Assert.Equal(Certificate, e.Certificate));

    [Theory]
    [InlineData(null), InlineData(""), InlineData("cccc")]
    public void Blocks_the_approval_if_its_recomputation_differs(string? recomputed) =>
        Submitted(7).When(new GateCommand.ApproveStage(7, null, recomputed))
            .Refused(Reason.CertificateDiffers, "certificate-differs", $"{Certificate}");

    [Fact]
    public void Is_not_needed_for_other_stages() =>
        Submitted(6).When(new GateCommand.ApproveStage(6, null)).Then<GateEvent.StageApproved>(e => Assert.Null(e.Certificate));

    [Fact]
    public void Is_in_force_one_at_a_time() =>
        Given(Everything)
            .When(Issue(Certificate)).Refused(Reason.AlreadyRecorded, "certificate-recorded", $"{Certificate}")
            .When(Issue(Next)).Refused(Reason.CertificateInForce, "certificate-in-force", $"{Certificate}")
            .When(Issue(Next, Certificate)).Then(Issued(Next, Certificate) with { AsOf = Today })
            .When(Issue(Loose, Certificate)).Refused(Reason.CertificateInForce, "certificate-in-force", $"{Next}");

    [Fact]
    public void Replaces_only_the_one_in_force() =>
        Uncertified.When(Issue(Next, Certificate)).Refused(Reason.Unknown, "certificate-unknown", $"{Certificate}");

    [Fact]
    public void Is_not_dated_tomorrow() =>
        Uncertified.When(Issue(Certificate) with { Date = Tomorrow }).Refused(Reason.DateInFuture, "date-in-future", "2021-10-21");

    [Fact]
    public void Is_annulled_once_and_its_id_stays_used() =>
        Given(Everything).When(new CertificationCommand.AnnulCertificate(Certificate, Why))
            .Then(new CertificationEvent.CertificateAnnulled(Certificate, Why))
            .When(new CertificationCommand.AnnulCertificate(Certificate, Why))
            .Refused(Reason.Unknown, "certificate-unknown", $"{Certificate}")
            .When(Issue(Certificate)).Refused(Reason.AlreadyRecorded, "certificate-recorded", $"{Certificate}")
            .When(Issue(Next)).Accepted();

    [Fact]
    public void Blocks_the_approval_if_annulled_after_the_submission() =>
        Submitted(7).When(new CertificationCommand.AnnulCertificate(Certificate, Why)).Accepted()
            .When(Approve(7)).Refused(Reason.CriteriaNotMet, "certificate-not-issued", "G7.7:results-certificate");
}
