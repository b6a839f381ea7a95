using MentorshipFlow.Definitions;
using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Sample;

/// <summary>The school in which a story is told.</summary>
/// <param name="Prefix">The command id of a step is <c>{prefix}{step}</c>.</param>
/// <param name="Today">The day on which it is recorded.</param>
/// <param name="Sandbox">Whether the school is a sandbox.</param>
internal sealed record StoryPlace(Guid Organisation, Guid Programme, StoryIds Ids, string Prefix, DateOnly Today, bool Sandbox)
{
    /// <summary>The people.</summary>
    public StoryCast Cast { get; init; } = StoryCast.Small;

    /// <summary>Ids of what all programmes of the school share: its officers and its consent texts.</summary>
    public StoryIds School { get; init; } = Ids;

    /// <summary>The year in which the school year begins; null when everything after the preparation is dated today.</summary>
    public int? FirstYear { get; init; }

    /// <summary>The date of the facts that are told.</summary>
    public DateOnly Day { get; init; } = Today;

    /// <summary>The remark on its origin in the programme's title; null for none.</summary>
    public string? Origin { get; init; }

    /// <summary>The line that marks an invented document.</summary>
    public string Mark => Sandbox ? SandboxMark.Text : "(образец)";

    /// <summary>The same place on a day of the school year, but not later than today.</summary>
    public StoryPlace On(int month, int day) => On(new DateOnly(month >= 8 ? FirstYear ?? 1 : (FirstYear ?? 1) + 1, month, day));

    /// <summary>The same place on a day, but not later than today.</summary>
    public StoryPlace On(DateOnly day) => this with { Day = FirstYear is null || day > Today ? Today : day };
}

/// <summary>Tells the story of a school by commands to the engines. Each command has a fixed id, so the next load continues an interrupted
/// one, and a repeated load changes nothing.</summary>
public sealed class StoryTeller(
    ProgrammeEngine programmes, PeopleEngine people, DefinitionLibrary definitions, PersonVault persons, TextVault texts, FileVault files,
    Secrets secrets)
{
    /// <summary>Head and curator in the register.</summary>
    internal async Task Officers(StoryPlace place, CancellationToken stop)
    {
        foreach (var officer in StoryCast.Officers) await Register(place, place.School.Of(officer.Key), officer, Role.Head, stop);
    }

    /// <summary>Stage 1 with everything but the baselines.</summary>
    /// <exception cref="NotDecidedException">A step was refused or the database did not answer; the next load continues.</exception>
    internal async Task Prepare(SampleSchool school, StoryPlace place, CancellationToken stop)
    {
        var definition = await Definition(school, stop);
        Dictionary<string, DocumentFile> stored = [];
        List<SealedText> decisions = [];
        foreach (var document in school.Documents) stored[document.Key] = await Store(place, SampleStory.Content(document), stop);
        foreach (var meeting in school.Preparation.Meetings)
            decisions.Add(await Seal(place, string.Join('\n', meeting.Decisions), stop));
        foreach (var step in new SampleStory(school, definition, place).Steps(stored, decisions)) await Tell(place, step, stop);
    }

    /// <summary>The definition that the school's programme uses, as the school shows it.</summary>
    internal async Task<Definition> Definition(SampleSchool school, CancellationToken stop) =>
        (await definitions.Published(school.Programme.Definition.Code, stop))
            .Single(d => d.Version == school.Programme.Definition.Version).For(new(school.Organisation.Title));

    /// <summary>Registers a person.</summary>
    /// <returns>The birth date.</returns>
    internal async Task<DateOnly> Register(StoryPlace place, Guid id, StoryPerson p, Role by, CancellationToken stop)
    {
        var born = place.On(9, 1).Day.AddYears(-p.Age).AddMonths(-2);
        var details = new PersonDetails(p.FullName, born, Email: $"{p.Key}@example.invalid");
        var draft = persons.Draft(place.Organisation);
        var command = new RegistryCommand.RegisterPerson(
            id, place.Organisation, new([p.Kind], Contour.Internal, p.Grade, p.Experience, NewHire: false),
            AgeBands.Of(born, place.Day), draft.Register(id, details), details.Fields());
        var context = Context(place, $"person-{p.Key}", by, place.Day, draft.Rows);
        Done(context, await people.Register(command, details, namesake: false, context, stop));
        return born;
    }

    /// <summary>Decides one step.</summary>
    internal async Task Tell(StoryPlace place, SampleStep step, CancellationToken stop)
    {
        var context = Context(place, step.Name, step.By, step.On, step.Sealed is { } text ? [text.Row] : []);
        Done(context, await programmes.Decide(place.Programme, step.Command, context, stop));
    }

    /// <summary>Decides one step of the curator, on the day of the place.</summary>
    internal Task Tell(StoryPlace place, string step, ProgrammeCommand command, CancellationToken stop) =>
        Tell(place, new SampleStep(step, Role.Curator, place.Day, command), stop);

    /// <summary>The hash of a stage's evaluation on the day of the place, for a decision at its gate.</summary>
    internal async Task<string> Seen(StoryPlace place, int stage, CancellationToken stop) =>
        (await programmes.Find(place.Organisation, place.Programme, stop))!.Evaluate(stage, place.Day).Hash;

    /// <summary>Stores a file of the school: a line of text, because a story has no scans.</summary>
    internal Task<DocumentFile> Store(StoryPlace place, byte[] content, CancellationToken stop) =>
        files.Store(place.Organisation, content, "text/plain; charset=utf-8", stop);

    /// <summary>Seals a text of the school, or about a person.</summary>
    internal Task<SealedText> Seal(StoryPlace place, string text, CancellationToken stop, Guid? about = null) =>
        texts.Seal(place.Organisation, about is { } person ? TextVault.OwnerOfPerson(person) : TextVault.OwnerOf(place.Organisation), text,
            stop);

    /// <summary>The context of a step by a person of the school. The step's name is in the command id, so its content must never
    /// change.</summary>
    internal CommandContext Context(StoryPlace place, string step, Role by, DateOnly on, IReadOnlyList<SideWrite> rows)
    {
        var person = place.School.Of(by == Role.Head ? "head" : "deputy-head");
        return Context(place.Organisation, $"{place.Prefix}{step}", new(new(person, null, by), place.Today, on)) with { SideWrites = rows };
    }

    /// <summary>The context of a command with a fixed id.</summary>
    internal CommandContext Context(Guid organisation, string id, Issued issued) =>
        new(organisation, id, secrets.Fingerprint(id), issued, DryRun: false, []);

    /// <summary>Demands that a step was carried out, now or before.</summary>
    /// <exception cref="NotDecidedException">It was not.</exception>
    internal static void Done<TState>(CommandContext context, Outcome<TState> outcome)
    {
        if (outcome is Outcome<TState>.Done) return;
        throw new NotDecidedException(context.CommandId, outcome is Outcome<TState>.Refused { Refusal: var refusal }
            ? $"{refusal.Code} {string.Join(", ", refusal.Missing.Select(m => $"{m.What} {m.Where}"))}"
            : outcome.GetType().Name);
    }
}
