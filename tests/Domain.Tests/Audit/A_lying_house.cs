using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Domain.Tests.Audit;

public sealed class A_lying_house : IDisposable
{
    private readonly LyingLedger liar = new();

    public void Dispose() => liar.Dispose();

    [Fact]
    public void Is_believed_as_long_as_it_tells_what_can_be() =>
        Assert.IsType<BundleVerdict.Sound>(BundleVerifier.Verify(liar.Text, SchoolLedger.CertificateOf));

    [Theory]
    [InlineData("stage_approved", "null"), InlineData("stage_approved", "7"), InlineData("stage_forgotten", "{}")]
    [InlineData("stage_returned", """{"stage":"one"}""")]
    [InlineData("programme_drafted", "{}"), InlineData("definition_migrated", "{}")]
    [InlineData("organisation_created", """{"kind":"school"}""")]
    public void Tells_what_nobody_can_read(string type, string body) =>
        A_bundle.Says(BundleFaults.EventUnreadable, Verdict(liar.Tell(LyingLedger.Stream, type, body)));

    [Fact]
    public void Tells_of_an_item_without_a_road_map() =>
        A_bundle.Says(BundleFaults.FoldImpossible,
            Verdict(liar.Tell(LyingLedger.Stream, new PreparationEvent.RoadmapItemCompleted("1.1.1", []))));

    [Fact]
    public void Tells_of_an_eighth_stage() =>
        A_bundle.Says(BundleFaults.FoldImpossible, Verdict(liar.Tell(LyingLedger.Stream, new GateEvent.StageWorkOpened(8, []))));

    [Fact]
    public void Drafts_twice() =>
        A_bundle.Says(BundleFaults.FoldImpossible, Verdict(liar.Tell(LyingLedger.Stream, new CharterEvent.ProgrammeDrafted(
            SchoolLedger.Id(7), new("Школа"), MentorshipFlow.Organisations.OrganisationKind.School,
            new("tiny", 1, SchoolLedger.Digest(SchoolLedger.Tiny)), "2021/2022", new("План"), new("Цель"), null,
            SecondApproverPolicy.Never))));

    [Fact]
    public void Never_makes_the_verifier_throw()
    {
        foreach (var type in EventCodec.Names)
            foreach (var body in new[] { "{}", "null", "[]", """{"stage":-1}""", """{"id":"00000000-0000-7000-8000-000000000001"}""" })
            {
                using var other = new LyingLedger();
                Assert.NotNull(Verdict(other.Tell(LyingLedger.Stream, type, body)));
            }
    }

    private static BundleVerdict Verdict(LyingLedger liar) => BundleVerifier.Verify(liar.Text, SchoolLedger.CertificateOf);
}
