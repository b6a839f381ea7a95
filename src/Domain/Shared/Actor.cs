namespace MentorshipFlow.Shared;

/// <summary>In which capacity somebody acts (model.md 5.1).</summary>
public enum Role
{
    /// <summary>Creates organisations and their first keys; sees no school's programme.</summary>
    Operator,

    /// <summary>Создаёт черновик программы, пока куратора ещё нет (F8).</summary>
    Initiator,

    /// <summary>Runs the work and approves the transition from stage to stage.</summary>
    Curator,

    /// <summary>Head of the organisation: signs orders, countersigns, revokes, suspends.</summary>
    Head,

    /// <summary>Reads, replays and verifies; changes nothing.</summary>
    Auditor,

    /// <summary>Regional mentoring centre: aggregated indicators only (M42).</summary>
    RegionalCentre,

    /// <summary>A regional system that acts through the API.</summary>
    Integrator,

    /// <summary>Наставляемый: speaks for himself through a personal link, never with a key.</summary>
    Mentee,

    /// <summary>Наставник: speaks for himself through a personal link, never with a key.</summary>
    Mentor,
}

/// <summary>Who acts: a person, an integrator, perhaps on behalf of a person under a recorded delegation, or the program itself.</summary>
/// <param name="Person">The person's random id; null for an integrator and for the program.</param>
/// <param name="Integrator">The integrator's random id; null for a person and for the program.</param>
/// <param name="Role">The capacity in which this command is given.</param>
/// <param name="OnBehalfOf">The person an integrator acts for.</param>
public sealed record Actor(Guid? Person, Guid? Integrator, Role Role, Guid? OnBehalfOf = null)
{
    /// <summary>The program itself, which publishes what it ships with.</summary>
    public static Actor Program { get; } = new(null, null, Role.Operator);

    /// <summary>As it stands in the ledger: <c>person-{uuid}</c>, <c>integrator-{uuid}</c> or <c>system</c>.</summary>
    public string Id => Person is { } person ? $"person-{person}" : Integrator is { } integrator ? $"integrator-{integrator}" : "system";

    /// <summary>The person whose decision this is: the actor, or whom the integrator acts for.</summary>
    public Guid? DecidingPerson => Person ?? OnBehalfOf;
}

/// <summary>Who gives a command and when, read once at the edge.</summary>
/// <param name="By">Who.</param>
/// <param name="AsOf">"Today" for every rule of this decision, a date in the organisation's time zone.</param>
/// <param name="EffectiveOn">The date of the fact; the same as <paramref name="AsOf"/> unless the command says otherwise.</param>
public sealed record Issued(Actor By, DateOnly AsOf, DateOnly EffectiveOn)
{
    /// <summary>A command about today.</summary>
    public Issued(Actor by, DateOnly asOf)
        : this(by, asOf, asOf)
    {
    }
}

/// <summary>What the ledger's columns say about an event, beside its body.</summary>
/// <param name="Version">Place in the stream, from 1.</param>
/// <param name="Position">Place in the ledger, from 0.</param>
/// <param name="EventId">UUIDv7 of the entry.</param>
/// <param name="Actor">See <see cref="Actor.Id"/>.</param>
/// <param name="Role">In lower case, as in <see cref="Role"/>.</param>
/// <param name="Person">The deciding person, if there is one.</param>
/// <param name="EffectiveOn">The date of the fact.</param>
/// <param name="RecordedAt">UTC with microseconds, as stored.</param>
public readonly record struct Recorded(
    int Version, long Position, Guid EventId, string Actor, string Role, Guid? Person, DateOnly EffectiveOn, string RecordedAt);
