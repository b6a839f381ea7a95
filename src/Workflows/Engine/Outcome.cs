using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Engine;

/// <summary>The context of a command, as known from its request.</summary>
/// <param name="Organisation">The organisation of the key.</param>
/// <param name="CommandId">The idempotency key.</param>
/// <param name="Fingerprint">See <see cref="Vault.Secrets.Fingerprint"/>.</param>
/// <param name="SideWrites">Rows for the vault or the access tables, written in the same transaction.</param>
/// <param name="Precondition">A condition on the stream's state such as the tag in If-Match. Checked before the rules, but after looking
/// for an earlier answer.</param>
/// <param name="DryRun">Decide, let the database try it, and return the events: append nothing.</param>
public sealed record CommandContext(
    Guid Organisation, string CommandId, string Fingerprint, Issued Issued, bool DryRun, IReadOnlyList<SideWrite> SideWrites,
    string? Correlation = null, string? Causation = null, Func<object, Refusal?>? Precondition = null)
{
    /// <summary>The organisation's own texts that the events refer to, by reference.</summary>
    public IReadOnlyDictionary<Guid, string> OwnTexts { get; init; } = new Dictionary<Guid, string>();

    /// <summary>Persons of the register whom the writer knowingly names in texts of the organisation.</summary>
    public IReadOnlyCollection<Guid> Named { get; init; } = [];

    /// <summary>Whether the organisation has all the entries that it may have: nothing new is recorded.</summary>
    public bool Full { get; init; }

    /// <summary>See <see cref="Proposal.DespiteAlarm"/>.</summary>
    public bool DespiteAlarm { get; init; }

    /// <summary>The proposed entries of this command's events.</summary>
    public IReadOnlyList<ProposedEvent> Propose(IReadOnlyList<DomainEvent> events, TimeProvider clock)
    {
        var (by, role) = (Issued.By, Kebab.Of(Issued.By.Role.ToString()));
        return [.. events.Select(e =>
        {
            var (type, body) = EventCodec.Write(e);
            return new ProposedEvent(Guid.CreateVersion7(clock.GetUtcNow()), type, body, by.Id, role, by.OnBehalfOf?.ToString(),
                Dates.Text(Issued.EffectiveOn));
        })];
    }

    /// <summary>The metadata of an event before the append: deciding person and date of the fact are already known.</summary>
    /// <param name="version">The event's version in its stream.</param>
    public Recorded Foreseen(int version) => new(
        version, -1, Guid.Empty, Issued.By.Id, Kebab.Of(Issued.By.Role.ToString()), Issued.By.DecidingPerson, Issued.EffectiveOn, "");
}

/// <summary>The engine's answer.</summary>
public abstract record Outcome<TState>
{
    private Outcome() { }

    /// <summary>The name of the outcome, in kebab case.</summary>
    public string Name => this switch
    {
        Done { Repeated: true } => "repeated",
        Done => "done",
        Foreseen => "foreseen",
        Refused => "refused",
        KeyReused => "key-reused",
        Full => "full",
        Busy => "busy",
        Forked => "forked",
        Unavailable => "unavailable",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The command was carried out, now or at an earlier request.</summary>
    /// <param name="Entries">The command's entries of this stream.</param>
    /// <param name="State">The state right after them.</param>
    public sealed record Done(IReadOnlyList<Entry> Entries, TState State, bool Repeated) : Outcome<TState>;

    /// <summary>Dry run: it would be carried out with these events.</summary>
    public sealed record Foreseen(IReadOnlyList<DomainEvent> Events, TState State) : Outcome<TState>;

    /// <summary>The command was refused.</summary>
    public sealed record Refused(Refusal Refusal, TState State) : Outcome<TState>;

    /// <summary>The idempotency key was used for another command.</summary>
    public sealed record KeyReused : Outcome<TState>;

    /// <summary>The organisation has all the entries that it may have (<see cref="CommandContext.Full"/>).</summary>
    public sealed record Full : Outcome<TState>;

    /// <summary>Too many commands are waiting; try again in a moment.</summary>
    public sealed record Busy : Outcome<TState>;

    /// <summary>The ledger does not continue the one that this process wrote to: no command is decided on it.</summary>
    public sealed record Forked(LedgerVerdict.Broken Fault) : Outcome<TState>;

    /// <summary>The database is out of reach. Whether the command was carried out is unknown until it is repeated.</summary>
    public sealed record Unavailable : Outcome<TState>;
}
