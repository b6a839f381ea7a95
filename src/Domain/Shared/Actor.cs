namespace MentorshipFlow.Shared;

/// <summary>The role in which a person or system acts (domain-model.md 1).</summary>
public enum Role
{
    /// <summary>Creates organisations and their first keys; cannot read programmes.</summary>
    Operator,

    /// <summary>Drafts a programme before it has a curator (F8).</summary>
    Initiator,

    /// <summary>Runs the work and approves the transition from stage to stage.</summary>
    Curator,

    /// <summary>Head of the organisation: signs orders, countersigns, revokes, suspends.</summary>
    Head,

    /// <summary>Reads, replays and verifies; changes nothing.</summary>
    Auditor,

    /// <summary>Regional mentoring centre: reads aggregated indicators, publishes methodical materials (M42).</summary>
    RegionalCentre,

    /// <summary>A regional system that acts through the API.</summary>
    Integrator,

    /// <summary>Mentee (наставляемый): uses a personal link, never a key.</summary>
    Mentee,

    /// <summary>Mentor (наставник): uses a personal link, never a key.</summary>
    Mentor,

    /// <summary>School psychologist (педагог-психолог, M73): records what they tell about a mentee, and interviews; nothing else.</summary>
    Psychologist,

    /// <summary>Methodologist (методист, M74): fills the bank of programmes, prepares materials and sessions of training; nothing
    /// else.</summary>
    Methodologist,

    /// <summary>Answers a request for a consent through a personal link: the person, or a legal representative (законный
    /// представитель). Never has a key.</summary>
    Signer,

    /// <summary>The program (система), which answers an event with a command. Holds no key.</summary>
    System,
}

/// <summary>The author of a command: a person, an integrator (possibly for a person, under a recorded delegation) or the program
/// itself.</summary>
/// <param name="Person">The person's random id; null for an integrator and for the program.</param>
/// <param name="Integrator">The integrator's random id; null for a person and for the program.</param>
/// <param name="Role">The role used for this command.</param>
/// <param name="OnBehalfOf">The person whom an integrator acts for.</param>
public sealed record Actor(Guid? Person, Guid? Integrator, Role Role, Guid? OnBehalfOf = null)
{
    /// <summary>The program itself, which publishes what it ships with.</summary>
    public static Actor Program { get; } = new(null, null, Role.Operator);

    /// <summary>The program itself, which gives the command that an event demands.</summary>
    public static Actor Automatic { get; } = new(null, null, Role.System);

    /// <summary>The ledger's form: <c>person-{uuid}</c>, <c>integrator-{uuid}</c> or <c>system</c>.</summary>
    public string Id => Person is { } person ? $"person-{person}" : Integrator is { } integrator ? $"integrator-{integrator}" : "system";

    /// <summary>The person who decides: the actor, or the person whom the integrator acts for.</summary>
    public Guid? DecidingPerson => Person ?? OnBehalfOf;
}

/// <summary>The author and the dates of a command, read once from the request.</summary>
/// <param name="By">The author.</param>
/// <param name="AsOf">"Today" for all rules of this decision, in the organisation's time zone.</param>
/// <param name="EffectiveOn">The date of the fact; defaults to <paramref name="AsOf"/>.</param>
public sealed record Issued(Actor By, DateOnly AsOf, DateOnly EffectiveOn)
{
    /// <summary>A command about today.</summary>
    public Issued(Actor by, DateOnly asOf)
        : this(by, asOf, asOf) { }
}

/// <summary>The ledger's columns for one event, without its body.</summary>
/// <param name="Version">Position in the stream, from 1.</param>
/// <param name="Position">Position in the ledger, from 0.</param>
/// <param name="EventId">UUIDv7 of the entry.</param>
/// <param name="Actor">See <see cref="Actor.Id"/>.</param>
/// <param name="Role">A <see cref="Role"/> in lower case.</param>
/// <param name="Person">The deciding person, if there is one.</param>
/// <param name="EffectiveOn">The date of the fact.</param>
/// <param name="RecordedAt">UTC with microseconds, as stored.</param>
public readonly record struct Recorded(
    int Version, long Position, Guid EventId, string Actor, string Role, Guid? Person, DateOnly EffectiveOn, string RecordedAt);
