using System.Text;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Workflows.Sample;

/// <summary>Brings a prepared programme to the gate of any stage, each piece of work on its day of the school year.</summary>
public sealed class StoryStages(StoryTeller teller, StoryBases bases, StoryMatching matching, StoryTandems tandems,
    StoryCompletion completion)
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

    /// <summary>Submits a stage whose work is done.</summary>
    internal async Task Submit(StoryPlace place, int stage, CancellationToken stop) =>
        await teller.Tell(place, $"submission-{stage}", new GateCommand.SubmitStage(stage, await teller.Seen(place, stage, stop)), stop);

    /// <summary>Approves the last stage and completes the programme.</summary>
    internal async Task Complete(StoryPlace place, CancellationToken stop)
    {
        await Approve(place, 7, stop);
        await teller.Tell(Gate(place, 7), "completion", new CharterCommand.CompleteProgramme(), stop);
    }

    private async Task Work(SampleSchool school, StoryPlace place, StageDefinition stage, CancellationToken stop)
    {
        switch (stage.Number)
        {
            case 1:
                foreach (var waiver in school.Preparation.Waivers) await Waive(place.On(9, 28), stage.Number, waiver, stop);
                return;
            case 2:
                await bases.Mentees(place, stop);
                await Settle(place.On(10, 7), stage, ["bases-register"], stop);
                return;
            case 3:
                await bases.Mentors(place, stop);
                await Settle(place.On(10, 13), stage, ["bases-register"], stop);
                return;
            case 4:
                await Settle(place.On(10, 16), stage, ["training-plan"], stop);
                await bases.Training(place.On(10, 20), Document(place, stage.Number, "training-plan"), stop);
                return;
            case 5:
                await matching.Rounds(place.On(10, 28), stop);
                await Settle(place.On(11, 2), stage, ["groups-order", "educational-route"], stop);
                await tandems.Approve(place.On(11, 3), Document(place, stage.Number, "groups-order"),
                    Document(place, stage.Number, "educational-route"), stop);
                return;
            case 6:
                if (place.FirstYear is not null) await tandems.Meet(place, stop);
                await Settle(place.On(5, 12), stage, ["bases-register"], stop);
                await tandems.Finish(place.On(5, 15), stop);
                if (place.FirstYear is null)
                    await Waive(place, stage.Number, new("G6.2", "Учебный пример: все встречи записаны одним днём."), stop);
                return;
            default:
                await completion.Complete(school, place.On(5, 25), stop);
                await Settle(place.On(5, 27), stage, ["bases-register"], stop);
                // Last: a certificate made before another entry is outdated.
                place = place.On(5, 30);
                await teller.Tell(place, "certificate", new CertificationCommand.IssueCertificate(place.Ids.Of("certificate"), new("1"),
                    place.Day, 0, "", "", null, null, new("Директор"), null), stop);
                return;
        }
    }

    // The day on which a stage is decided about.
    private static StoryPlace Gate(StoryPlace place, int stage) => stage switch
    {
        1 => place.On(9, 28),
        2 => place.On(10, 8),
        3 => place.On(10, 14),
        4 => place.On(10, 26),
        5 => place.On(11, 5),
        6 => place.On(5, 20),
        _ => place.On(5, 31),
    };

    private async Task Waive(StoryPlace place, int stage, SampleSchool.WaiverOf waiver, CancellationToken stop)
    {
        var reason = await teller.Seal(place, waiver.Reason, stop);
        var seen = await teller.Seen(place, stage, stop);
        await teller.Tell(place, new($"waiver-{waiver.Criterion}", Role.Curator, place.Day,
            new GateCommand.WaiveCriterion(stage, seen, waiver.Criterion, reason.Reference, null), reason), stop);
    }

    private async Task Approve(StoryPlace place, int stage, CancellationToken stop)
    {
        place = Gate(place, stage);
        await Submit(place, stage, stop);
        await teller.Tell(place, $"approval-{stage}", new GateCommand.ApproveStage(stage, await teller.Seen(place, stage, stop)), stop);
    }

    // Registers the stage's documents and completes the items that no recorded fact settles, with the first document as evidence.
    private async Task Settle(StoryPlace place, StageDefinition stage, IReadOnlyList<string> kinds, CancellationToken stop)
    {
        foreach (var kind in kinds)
        {
            var title = Titles[kind];
            var file = await teller.Store(place, Encoding.UTF8.GetBytes($"{title}\n{place.Mark}\n"), stop);
            await teller.Tell(place, $"document-{stage.Number}-{kind}", new DocumentCommand.RegisterDocument(new(
                Document(place, stage.Number, kind), kind, new(title), new($"{stage.Number}"), place.Day, null, new("Директор"),
                DocumentOriginal.Paper, file)), stop);
        }

        foreach (var item in stage.Items.Where(i => i.SettledBy is null))
        {
            await teller.Tell(place, $"item-{item.Code}",
                new PreparationCommand.CompleteItem(item.Code, [Document(place, stage.Number, kinds[0])]), stop);
        }
    }

    private static readonly Dictionary<string, string> Titles = new()
    {
        ["bases-register"] = "База наставляемых и наставников", ["training-plan"] = "Программа обучения наставников",
        ["groups-order"] = "О наставнических парах и группах", ["educational-route"] = "Индивидуальный образовательный маршрут",
    };

    private static Guid Document(StoryPlace place, int stage, string kind) => place.Ids.Of($"document {stage} {kind}");
}
