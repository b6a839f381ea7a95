using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Domain.Tests.Audit;

public sealed class Tampered_server_tests : IDisposable
{
    private readonly TamperedServer server = new();

    public void Dispose() => server.Dispose();

    [Fact]
    public void Possible_events_are_accepted() =>
        Assert.IsType<BundleVerdict.Sound>(BundleVerifier.Verify(server.Text, SchoolLedger.CertificateOf));

    [Theory]
    [InlineData("stage_approved", "null"), InlineData("stage_approved", "7"), InlineData("stage_forgotten", "{}")]
    [InlineData("stage_returned", """{"stage":"one"}""")]
    [InlineData("programme_drafted", "{}"), InlineData("definition_migrated", "{}")]
    [InlineData("organisation_created", """{"kind":"school"}""")]
    public void Unreadable_events_are_detected(string type, string body) =>
        A_bundle.Says(BundleFaults.EventUnreadable, Verdict(server.Append(TamperedServer.Stream, type, body)));

    [Fact]
    public void An_item_without_a_road_map_is_detected() =>
        A_bundle.Says(BundleFaults.FoldImpossible,
            Verdict(server.Append(TamperedServer.Stream, new PreparationEvent.RoadmapItemCompleted("1.1.1", []))));

    [Fact]
    public void An_eighth_stage_is_detected() =>
        A_bundle.Says(BundleFaults.FoldImpossible, Verdict(server.Append(TamperedServer.Stream, new GateEvent.StageWorkOpened(8, []))));

    [Fact]
    public void A_second_draft_is_detected() =>
        A_bundle.Says(BundleFaults.FoldImpossible, Verdict(server.Append(TamperedServer.Stream, new CharterEvent.ProgrammeDrafted(
            SchoolLedger.Id(7), new("Школа"), MentorshipFlow.Organisations.OrganisationKind.School,
            new("tiny", 1, SchoolLedger.Digest(SchoolLedger.Tiny)), "2021/2022", new("План"), new("Цель"), null,
            SecondApproverPolicy.Never))));

    [Fact]
    public void The_verifier_never_throws()
    {
        foreach (var type in EventCodec.Names)
            foreach (var body in new[] { "{}", "null", "[]", """{"stage":-1}""", """{"id":"00000000-0000-7000-8000-000000000001"}""" })
            {
                using var other = new TamperedServer();
                Assert.NotNull(Verdict(other.Append(TamperedServer.Stream, type, body)));
            }
    }

    private static BundleVerdict Verdict(TamperedServer server) => BundleVerifier.Verify(server.Text, SchoolLedger.CertificateOf);
}
