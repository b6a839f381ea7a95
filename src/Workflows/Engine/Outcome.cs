using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Engine;

/// <summary>A command with all that the edge knows of it.</summary>
/// <param name="Organisation">The organisation of the key that it came with.</param>
/// <param name="CommandId">The idempotency key.</param>
/// <param name="Fingerprint">See <see cref="Vault.Secrets.Fingerprint"/>.</param>
/// <param name="SideWrites">Rows for the vault or the access tables.</param>
/// <param name="Precondition">What must hold of the stream's state beside the rules, such as the tag in If-Match; asked before them, and
/// after an earlier answer.</param>
/// <param name="DryRun">Decide, let the database try it, and show: append nothing.</param>
public sealed record CommandContext(
    Guid Organisation, string CommandId, string Fingerprint, Issued Issued, bool DryRun, IReadOnlyList<SideWrite> SideWrites,
    string? Correlation = null, string? Causation = null, Func<object, Refusal?>? Precondition = null)
{
    /// <summary>Events on their way to the ledger, in this command's name.</summary>
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

    /// <summary>
    /// What a fold is told about an event of this command before it is appended: who decided and when the fact was are known already.
    /// </summary>
    /// <param name="version">Its place in its stream.</param>
    public Recorded Foreseen(int version) => new(
        version, -1, Guid.Empty, Issued.By.Id, Kebab.Of(Issued.By.Role.ToString()), Issued.By.DecidingPerson, Issued.EffectiveOn, "");
}

/// <summary>What the engine answers.</summary>
public abstract record Outcome<TState>
{
    private Outcome() { }

    /// <summary>What became of the command, in kebab case.</summary>
    public string Name => this switch
    {
        Done { Repeated: true } => "repeated",
        Done => "done",
        Foreseen => "foreseen",
        Refused => "refused",
        KeyReused => "key-reused",
        Busy => "busy",
        Forked => "forked",
        Unavailable => "unavailable",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Done, now or when it was first asked.</summary>
    /// <param name="Entries">The command's entries of this stream.</param>
    /// <param name="State">The state right after them.</param>
    public sealed record Done(IReadOnlyList<Entry> Entries, TState State, bool Repeated) : Outcome<TState>;

    /// <summary>It would be done, with these events.</summary>
    public sealed record Foreseen(IReadOnlyList<DomainEvent> Events, TState State) : Outcome<TState>;

    /// <summary>No, and why.</summary>
    public sealed record Refused(Refusal Refusal, TState State) : Outcome<TState>;

    /// <summary>The idempotency key was used for another command.</summary>
    public sealed record KeyReused : Outcome<TState>;

    /// <summary>Too many commands wait; try again in a moment.</summary>
    public sealed record Busy : Outcome<TState>;

    /// <summary>The ledger is not the one that this process wrote to: nothing is decided on it.</summary>
    public sealed record Forked(LedgerVerdict.Broken Fault) : Outcome<TState>;

    /// <summary>The database is out of reach. Whether the command was carried out is not known; the same key finds out.</summary>
    public sealed record Unavailable : Outcome<TState>;
}
