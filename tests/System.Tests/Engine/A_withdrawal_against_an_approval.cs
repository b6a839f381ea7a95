using System.Text.Json.Nodes;
using MentorshipFlow.Ledger;
using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.System.Tests.Drill;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Privacy;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.System.Tests.Engine;

/// <summary>One node withdraws a consent, the other approves the stage that depends on it, repeatedly at the same moment.</summary>
[Collection(OnALedger.Name)]
public sealed class A_withdrawal_against_an_approval(LedgerTestBed bed)
{
    private const int Lanes = 8;

    private static readonly DateOnly Today = Ledger.School.Today;
    private static readonly TextReference Text = new(Some.Id(), new string('e', 64));

    [Fact]
    public async Task Never_leaves_a_stage_approved_over_a_withdrawn_consent()
    {
        var rounds = DrillSize.Of("CONSENT_RACE", 60, 1000);
        await using var one = bed.Node();
        await using var two = bed.Node();
        var school = Ledger.School.New(bed) with
            { Definition = await one.Get<PublishingEngine>().PublishShipped(ConsentAtTheSecondGate(), LedgerTestBed.Stop) };
        var text = await PublishText(one, school);

        var lanes = await Task.WhenAll(Enumerable.Range(0, Lanes)
            .Select(_ => Task.Run(() => Lane(one, two, school, text, rounds / Lanes))));

        var entries = (await one.Everything()).ConvertAll(e => e.Entry);
        foreach (var lane in lanes) Assert.Empty(ApprovedOverWithdrawn(entries, lane.Programme, lane.Person));
        var (approved, refused) = (lanes.Sum(l => l.Approved), lanes.Sum(l => l.Refused));
        DrillSize.Figure("withdrawals against approvals",
            $"{approved + refused} rounds, {approved} approved first, {refused} withdrawn first");
        Assert.Equal(rounds / Lanes * Lanes, approved + refused);
        Assert.Equal(approved + refused, entries.Count(e => e.Type == EventCodec.NameOf<ConsentEvent.ConsentWithdrawn>()
            && lanes.Any(l => e.Stream == StreamNames.Person(l.Person))));
    }

    [Fact]
    public async Task Is_detected_by_this_test_if_an_approval_comes_after_a_withdrawal()
    {
        await using var node = bed.Node();
        var school = Ledger.School.New(bed) with
            { Definition = await node.Get<PublishingEngine>().PublishShipped(ConsentAtTheSecondGate(), LedgerTestBed.Stop) };
        var lane = await Lane(node, node, school, await PublishText(node, school), 1);
        var entries = (await node.Everything()).ConvertAll(e => e.Entry)
            .Where(e => e.Stream == StreamNames.Programme(lane.Programme) || e.Stream == StreamNames.Person(lane.Person)).ToList();
        var withdrawn = entries.First(e => e.Type == EventCodec.NameOf<ConsentEvent.ConsentWithdrawn>());
        var approval = entries.First(e => e.Type == EventCodec.NameOf<GateEvent.StageApproved>());
        List<Entry> forged = [.. entries.TakeWhile(e => e != withdrawn), withdrawn,
            approval with { Body = approval.Body.Replace("\"stage\":1", "\"stage\":2", StringComparison.Ordinal) }];

        Assert.Single(ApprovedOverWithdrawn(forged, lane.Programme, lane.Person));
    }

    // The approvals of stage 2 that come after a withdrawal on the person's stream.
    private static List<Entry> ApprovedOverWithdrawn(IEnumerable<Entry> entries, Guid programme, Guid person)
    {
        List<Entry> wrong = [];
        var withdrawn = false;
        foreach (var e in entries)
        {
            if (e.Stream == StreamNames.Person(person) && e.Type == EventCodec.NameOf<ConsentEvent.ConsentWithdrawn>()) withdrawn = true;
            if (e.Stream == StreamNames.Person(person) && e.Type == EventCodec.NameOf<ConsentEvent.ConsentGiven>()) withdrawn = false;
            if (withdrawn && e.Stream == StreamNames.Programme(programme) && EventCodec.TypeOf(e.Type) == typeof(GateEvent.StageApproved)
                && EventCodec.Read(e.Type, e.Body) is GateEvent.StageApproved { Stage: 2 }) wrong.Add(e);
        }

        return wrong;
    }

    private static async Task<(Guid Programme, Guid Person, int Approved, int Refused)> Lane(LedgerNode one, LedgerNode two,
        Ledger.School school, Guid text, int rounds)
    {
        var (programme, person) = (await FirstApproved(one, school), await school.Registered(two));
        var consent = await Give(two, school, person, text);
        await school.Done(one, programme, new MenteeCommand.ApplyAsMentee(person, null));
        await school.Done(one, programme, new MenteeCommand.RecordRequest(new(person, Some.Id(), "adaptation", null)));
        await school.Done(one, programme, new MenteeCommand.AddMenteeToBase(person));
        var (approved, submitted) = (0, false);
        for (var round = 0; round < rounds; round++)
        {
            if (!submitted) await school.Done(one, programme, new GateCommand.SubmitStage(2, null));
            var approval = one.Decide(programme, new GateCommand.ApproveStage(2, null), school.Context());
            // Sometimes one is first, sometimes the other.
            if (round % 3 == 0) await Task.Delay(round % 5, LedgerTestBed.Stop);
            await Done(two, school, person,
                new ConsentCommand.WithdrawConsent(consent, Today, person, ConsentChannel.Paper, Some.Id(), ShippedTerms.Read()));
            submitted = await approval is Outcome<Programme>.Refused { Refusal.Reason: Reason.CriteriaNotMet };
            if (!submitted)
            {
                Assert.IsType<Outcome<Programme>.Done>(await approval);
                approved++;
                await school.Done(one, programme, new GateCommand.ReopenStage(2, null, Text));
            }

            var found = await one.Programmes.Find(school.Id, programme, LedgerTestBed.Stop);
            Assert.True(found!.State.Participants.Standings[person].Restricted);
            Assert.False(found.Evaluate(2, Today).Passes);
            consent = await Give(two, school, person, text);
        }

        return (programme, person, approved, rounds - approved);
    }

    private static async Task<Guid> FirstApproved(LedgerNode node, Ledger.School school)
    {
        var programme = await school.Drafted(node);
        var order = Some.Id();
        await school.Done(node, programme, new DocumentCommand.RegisterDocument(new(order, "curator-order", new("Приказ"), new("12"), Today,
            null, new("Директор"), DocumentOriginal.Paper, null)));
        await school.CuratorKnown(node);
        await school.Done(node, programme, new PreparationCommand.AppointCurator(school.Curator, order, Today, null));
        await school.Done(node, programme, new GateCommand.SubmitStage(1, null));
        await school.Done(node, programme, new GateCommand.ApproveStage(1, null));
        return programme;
    }

    internal static async Task<Guid> PublishText(LedgerNode node, Ledger.School school)
    {
        var wording = ConsentTemplates.Shipped(new("Школа"), new("Адрес школы"))[0];
        var text = Some.Id();
        Assert.IsType<Outcome<OrganisationPrivacy>.Done>(await node.Get<PrivacyEngine>().Decide(
            new PrivacyCommand.PublishConsentTexts([new(text, wording.Purpose, wording.Wording)]), school.Context(), LedgerTestBed.Stop));
        return text;
    }

    private static async Task<Guid> Give(LedgerNode node, Ledger.School school, Guid person, Guid text)
    {
        var consent = Some.Id();
        await Done(node, school, person, new ConsentCommand.GiveConsent(
            consent, ConsentPurpose.Participation, AgeBand.TwentyToThirtyFive, [person], text, Today, Today.AddYears(1),
            ConsentChannel.Electronic, null, Text, null));
        return consent;
    }

    private static async Task Done(LedgerNode node, Ledger.School school, Guid person, PersonCommand command) =>
        await school.Done(node, person, command);

    private static string ConsentAtTheSecondGate()
    {
        var json = JsonNode.Parse(DefinitionLibrary.Shipped.First())!;
        json["code"] = "consent-race";
        foreach (var (stage, rule) in new[] { (0, "curator.in-office/1"), (1, "mentees.every-entry-has-consent/1") })
            json["stages"]![stage]!["gate"]!["criteria"]!.AsArray().RemoveAll(c => (string?)c!["rule"] != rule);
        return json.ToJsonString();
    }
}
