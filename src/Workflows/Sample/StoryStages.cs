using System.Text;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Workflows.Sample;

/// <summary>Brings a prepared programme to the gate of any stage. Everything after the preparation is dated today.</summary>
public sealed class StoryStages(StoryTeller teller, StoryBases bases)
{
    /// <summary>Does the work of every earlier stage and approves it.</summary>
    /// <param name="ready">Whether the work of the stage itself is done too, so that it can be submitted and approved.</param>
    internal async Task Bring(SampleSchool school, StoryPlace place, int stage, bool ready, CancellationToken stop)
    {
        var definition = await teller.Definition(school, stop);
        for (var n = 1; n <= stage; n++)
        {
            if (n < stage || ready) await Work(school, place, definition.Stage(n), stop);
            if (n < stage) await Approve(place, n, stop);
        }
    }

    /// <summary>Curator and head allow an integrator to act for them.</summary>
    internal async Task Delegate(StoryPlace place, Guid integrator, CancellationToken stop)
    {
        foreach (var by in new[] { Role.Curator, Role.Head })
        {
            await teller.Tell(place, new($"delegation-{Kebab.Of($"{by}")}", by, place.Today, new CharterCommand.GrantDelegation(
                place.Ids.Of($"delegation {by}"), integrator, place.Today, null)), stop);
        }
    }

    private async Task Work(SampleSchool school, StoryPlace place, StageDefinition stage, CancellationToken stop)
    {
        switch (stage.Number)
        {
            case 1:
                foreach (var waiver in school.Preparation.Waivers) await Waive(place, waiver, stop);
                return;
            case 2:
                await bases.Mentees(school, place, stop);
                await Settle(place, stage, ["bases-register"], stop);
                return;
            case 3:
                await bases.Mentors(place, stop);
                await Settle(place, stage, ["bases-register"], stop);
                return;
            case 4:
                await Settle(place, stage, ["training-plan"], stop);
                await bases.Training(place, Document(place, stage.Number, "training-plan"), stop);
                return;
            case 5:
                await Settle(place, stage, ["groups-order"], stop);
                return;
            case 6:
                await Settle(place, stage, ["bases-register"], stop);
                return;
            default:
                await Settle(place, stage, ["encouragement-order", "final-event-order"], stop);
                await teller.Tell(place, "certificate", new CertificationCommand.IssueCertificate(place.Ids.Of("certificate"), new("1"),
                    place.Today, 0, "", "", null, null, new("Директор"), null), stop);
                return;
        }
    }

    private async Task Waive(StoryPlace place, SampleSchool.WaiverOf waiver, CancellationToken stop)
    {
        var reason = await teller.Seal(place, waiver.Reason, stop);
        var seen = await teller.Seen(place, 1, stop);
        await teller.Tell(place, new($"waiver-{waiver.Criterion}", Role.Curator, place.Today,
            new GateCommand.WaiveCriterion(1, seen, waiver.Criterion, reason.Reference, null), reason), stop);
    }

    private async Task Approve(StoryPlace place, int stage, CancellationToken stop)
    {
        await teller.Tell(place, $"submission-{stage}", new GateCommand.SubmitStage(stage, await teller.Seen(place, stage, stop)), stop);
        await teller.Tell(place, $"approval-{stage}", new GateCommand.ApproveStage(stage, await teller.Seen(place, stage, stop)), stop);
    }

    // Registers the stage's documents and completes its items, with the first document as evidence.
    private async Task Settle(StoryPlace place, StageDefinition stage, IReadOnlyList<string> kinds, CancellationToken stop)
    {
        foreach (var kind in kinds)
        {
            var title = $"{kind}, этап {stage.Number}";
            var file = await teller.Store(place, Encoding.UTF8.GetBytes($"{title}\n{SandboxMark.Text}\n"), stop);
            await teller.Tell(place, $"document-{stage.Number}-{kind}", new DocumentCommand.RegisterDocument(new(
                Document(place, stage.Number, kind), kind, new(title), new($"{stage.Number}"), place.Today, null, new("Директор"),
                DocumentOriginal.Paper, file)), stop);
        }

        foreach (var item in stage.Items)
        {
            await teller.Tell(place, $"item-{item.Code}",
                new PreparationCommand.CompleteItem(item.Code, [Document(place, stage.Number, kinds[0])]), stop);
        }
    }

    private static Guid Document(StoryPlace place, int stage, string kind) => place.Ids.Of($"document {stage} {kind}");
}
