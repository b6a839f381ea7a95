using System.Diagnostics;
using System.Globalization;
using System.Text;
using MentorshipFlow.Definitions;
using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Registers;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace MentorshipFlow.Bench;

/// <summary>Persons of a school: import from a file, evaluation of gate 2, and erasure.</summary>
internal sealed class People(IServiceProvider node)
{
    private const int Apart = 7919;

    private static readonly DateOnly Born = new(2012, 5, 4);
    private int files;

    /// <summary>
    /// Rows per second from a CSV to the commit: registered, each sealed under a separate key, and applied to one programme.
    /// </summary>
    public async Task<double> Import(Guid programme, int rows)
    {
        var file = File(rows, files++);
        var watch = Stopwatch.StartNew();
        var found = await Find(programme);
        var reading = new RegisterReader(RegisterKind.Mentees, found.Definition.Forms, Prepared.Today).Read(WorkbookReader.Read(file));
        var outcome = await node.GetRequiredService<RegisterImport>()
            .Run(programme, reading, ImportAnswers.None, Context(), (_, _) => NewId(), CancellationToken.None);
        if (outcome is not { BrokenOff: null, Report.Imported: var imported } || imported != rows)
            throw new InvalidOperationException($"Not all rows were imported: {outcome}");
        return rows / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Milliseconds to evaluate gate 2 with complete entries in the register.</summary>
    public async Task<double> Gate2(Guid programme, Definition definition, int entries)
    {
        var found = await Find(programme);
        var complete = found.State.Participants.Mentees.Keys.Take(entries).Aggregate(found.State, Complete);
        var state = complete with { Definition = definition.Reference };
        const int times = 20;
        var watch = Stopwatch.StartNew();
        for (var n = 0; n < times; n++) _ = StageEvaluation.Of(state, 2, Prepared.Today, definition).Hash;
        return watch.Elapsed.TotalMilliseconds / times;
    }

    /// <summary>Milliseconds from the order to destroy a person's data until the last trace of the key is removed.</summary>
    public async Task<double> Erase(Guid programme)
    {
        var found = await Find(programme);
        var people = node.GetRequiredService<PeopleEngine>();
        var (erasure, erasures) = (NewId(), node.GetRequiredService<Erasures>());
        var person = found.State.Participants.Mentees.Keys.First(p => !found.State.Participants.Standings[p].Erased);
        await Must(people.Decide(
            person,
            new ErasureCommand.RequestErasure(
                erasure, ErasureGround.ConsentWithdrawn, Prepared.Today, Prepared.Today.AddDays(30), "withdrawal"),
            Context(), CancellationToken.None));
        await Must(people.Decide(
            person, new ErasureCommand.AssessErasure(erasure, ErasureDecision.EraseAll, new("ст. 21 ч. 5"), [], null), Context(),
            CancellationToken.None));
        var assessed = (await people.Find(Prepared.Organisation, person, CancellationToken.None))!.Erasure.Find(erasure)!.Assessed!;
        var watch = Stopwatch.StartNew();
        var stores = await erasures.Stores(person, assessed, [], CancellationToken.None);
        var rows = await erasures.Rows(Prepared.Organisation, person, assessed, [], CancellationToken.None);
        await Must(people.Decide(
            person, new ErasureCommand.CarryOutErasure(erasure, stores), Context() with { SideWrites = rows }, CancellationToken.None));
        if (!await erasures.Finish(CancellationToken.None)) throw new InvalidOperationException("The key was not swept.");
        return watch.Elapsed.TotalMilliseconds;
    }

    private static Programme Complete(Programme state, Guid person)
    {
        var known = state.Participants.Standings[person];
        var consent = new ConsentInForce(NewId(), ConsentPurpose.Participation, Prepared.Today, Prepared.Today.AddYears(1));
        foreach (var e in (ParticipantEvent[])
        [
            new ParticipantEvent.PersonStandingRecorded(person, known with { Consents = [consent] }),
            new ParticipantEvent.MenteeRequestRecorded(person, NewId(), "mathematics", null),
            new ParticipantEvent.MenteeFormAssigned(person, "learner-learner", null),
            new ParticipantEvent.EntryMeasured(person, NewId(), [new("Q_HELP", "7")], Prepared.Today, MeasurementSource.Questionnaire),
            new ParticipantEvent.MenteeAddedToBase(person),
        ])
        {
            state = state.Evolve(e, new Recorded(
                state.Version + 1, 0, Guid.Empty, Prepared.ByCurator.By.Id, "curator", Prepared.Curator, Prepared.Today, ""));
        }

        return state;
    }

    // A name of letters for each row and file, so that no person occurs twice, and none resembles another by one letter.
    private static byte[] File(int rows, int file)
    {
        var csv = new StringBuilder("ФИО наставляемого;Дата рождения;Класс;Телефон\n");
        for (var row = 0; row < rows; row++)
        {
            csv.Append(
                CultureInfo.InvariantCulture,
                $"{Word(row)} {Word(Apart * (file + 1))};{Born.AddDays(row % 300):dd.MM.yyyy};{(row % 11) + 1};+7 900 {row:0000000}\n");
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    private static string Word(int number)
    {
        var word = new StringBuilder("Участник");
        do word.Append((char)('а' + (number % 32))); while ((number /= 32) > 0);
        return word.ToString();
    }

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private static CommandContext Context() =>
        new(Prepared.Organisation, NewId().ToString(), Prepared.Fingerprint, Prepared.ByCurator, DryRun: false, []);

    private async Task<ProgrammeFound> Find(Guid programme) =>
        await node.GetRequiredService<ProgrammeEngine>().Find(Prepared.Organisation, programme, CancellationToken.None)
        ?? throw new InvalidOperationException("The programme is gone.");

    private static async Task Must(Task<Outcome<Person>> outcome)
    {
        if (await outcome is not Outcome<Person>.Done)
            throw new InvalidOperationException($"A person's command was not done: {await outcome}");
    }
}
