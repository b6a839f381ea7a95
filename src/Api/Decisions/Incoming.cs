using System.Globalization;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Api.Decisions;

/// <summary>A request with an optional date of the fact.</summary>
public abstract record Dated
{
    /// <summary>The date of the fact, yyyy-MM-dd; today when absent, never later.</summary>
    public DateOnly? EffectiveOn { get; init; }
}

/// <summary>A request with only an optional date.</summary>
public sealed record Plain : Dated;

/// <summary>A request with a reason.</summary>
internal sealed record ReasonRequest(PrivateText Reason) : Dated
{
    /// <summary>A request for examples.</summary>
    public static ReasonRequest Mistake { get; } = new(new PrivateText("Записано по ошибке."));
}

/// <summary>An invitation to an account. Link or code opens it once.</summary>
/// <param name="Link">The address of the page that it opens.</param>
/// <param name="Code">12 characters in three groups, for paper.</param>
/// <param name="Until">When it ends.</param>
public sealed record Invited(string Link, string Code, DateTimeOffset Until);

/// <summary>
/// A deciding request whose form was checked: actor, date, idempotency key, and the rows for the vault that are written with the decision.
/// </summary>
/// <param name="named">The persons in the header Confirm-Names.</param>
public sealed class Incoming(HttpContext http, Caller caller, Issued issued, string commandId, string fingerprint, bool dryRun,
    string? seen, IReadOnlyCollection<Guid> named, EdgeServices services)
{
    private readonly List<SideWrite> sideWrites = [];
    private VaultDraft? draft;

    public HttpContext Http => http;

    public Caller Caller => caller;

    public Issued Issued => issued;

    public bool DryRun => dryRun;

    public CancellationToken Stop => http.RequestAborted;

    /// <summary>The same request by the caller in another role.</summary>
    public Incoming As(Role role)
    {
        var acting = caller with { Role = role };
        http.Features.Set(acting);
        return new(http, acting, issued with { By = acting.Actor }, commandId, fingerprint, dryRun, seen, named, services) { Full = Full };
    }

    /// <summary>Whether the caller's organisation has all the entries that it may have, and the operation is refused for it.</summary>
    public bool Full { get; private set; }

    /// <summary>Compares the entries of the caller's organisation with its quota.</summary>
    public async Task Measure(Operation operation) => Full = await services.Quota.Refuses(operation, caller, Stop);

    /// <summary>The tag in If-Match: 64 hex digits.</summary>
    public string? Seen => seen;

    /// <summary>The text of a new key; shown only in the first answer.</summary>
    public string? NewSecret { get; set; }

    /// <summary>The invitation that was issued with a new key; shown only in the first answer.</summary>
    public Invited? NewInvitation { get; set; }

    /// <summary>A UUID in the address; the empty UUID, which nothing has, if the text is not one.</summary>
    public Guid Id(string name) => http.Id(name) ?? Guid.Empty;

    /// <summary>A text in the address.</summary>
    public string Code(string name) => http.GetRouteValue(name)?.ToString() ?? "";

    /// <summary>The stage in the address; 0, which does not exist, if the text is not a number.</summary>
    public int Stage => int.TryParse(Code("stage"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>
    /// An id derived from organisation and idempotency key, so that a repeat uses the same id: a UUID of version 8 (RFC 9562).
    /// </summary>
    /// <param name="what">Distinguishes several ids of one request.</param>
    public Guid NewId(string what) => services.Secrets.NewId(caller.Organisation, commandId, what);

    /// <summary>Seals a text under the organisation's key; its row is written with the decision.</summary>
    public Task<TextReference> Seal(PrivateText text) => Vault.Seal(TextVault.OwnerOf(caller.Organisation), text.Value, Stop);

    /// <summary>Seals an optional text.</summary>
    public async Task<TextReference?> Seal(PrivateText? text) => text is { } present ? await Seal(present) : null;

    /// <summary>Seals a text about a person under that person's key.</summary>
    public Task<TextReference> SealAbout(Guid person, PrivateText text) => Vault.Seal(TextVault.OwnerOfPerson(person), text.Value, Stop);

    /// <summary>Seals an optional text about a person.</summary>
    /// <param name="specialist">Told by a psychologist or social worker: fewer roles may read it.</param>
    public async Task<TextReference?> SealAbout(Guid person, PrivateText? text, bool specialist = false) =>
        text is { } present ? await Vault.Seal(TextVault.OwnerOfPerson(person), present.Value, Stop, specialist) : null;

    /// <summary>The request's draft for the vault: written with the decision, or not at all.</summary>
    public VaultDraft Vault => draft ??= services.Persons.Draft(caller.Organisation);

    /// <summary>Adds a row that is written with the decision.</summary>
    public void SideWrite(SideWrite row) => sideWrites.Add(row);

    /// <summary>One item of a batch: a decision of its own, under an id derived from the request's key.</summary>
    /// <param name="parameter">The parameter of the single operation's address that <paramref name="of"/> stands for.</param>
    public Incoming Item(int number, string parameter, string of, DateOnly? effectiveOn)
    {
        // The items are decided one after the other, each as a request to its own address.
        http.Request.RouteValues[parameter] = of;
        return new(http, caller, issued with { EffectiveOn = effectiveOn ?? issued.EffectiveOn },
            string.Create(CultureInfo.InvariantCulture, $"{commandId}/{number}"), fingerprint, dryRun, null, named, services)
        {
            Full = Full,
        };
    }

    /// <summary>Creates the command's context for the engine.</summary>
    /// <param name="organisation">The organisation of the stream; the caller's when absent.</param>
    public CommandContext Context(Guid? organisation = null, Func<object, Refusal?>? precondition = null) => new(
        organisation ?? caller.Organisation, commandId, fingerprint, issued, dryRun, [.. sideWrites, .. draft?.Rows ?? []],
        Correlation: http.TraceIdentifier, Precondition: precondition)
    {
        Named = named, OwnTexts = draft?.OwnTexts ?? new Dictionary<Guid, string>(), Full = Full,
    };

    /// <summary>Turns an outcome of the engine into an answer; the only place that does.</summary>
    /// <param name="answer">Creates the answer of a success.</param>
    /// <param name="refused">Returns another answer to a refusal; null for the default problem.</param>
    public async Task<IResult> Answer<TState>(
        Outcome<TState> outcome, Func<Decided<TState>, Task<IResult>> answer, Func<Refusal, TState, Task<IResult?>>? refused = null) =>
            outcome switch
        {
            Outcome<TState>.Done done => await answer(new(done.State, done.Entries, null, done.Repeated,
                Receipt.Of(done.Entries[^1], services.Checkpoints.Latest))),
            Outcome<TState>.Foreseen foreseen => await answer(new(foreseen.State, [], foreseen.Events, false, null)),
            Outcome<TState>.Refused no => (refused is null ? null : await refused(no.Refusal, no.State))
                ?? Refusals.Of(no.Refusal, http.Request.RouteValues),
            Outcome<TState>.KeyReused => Problems.KeyReused,
            Outcome<TState>.Full => Problems.EntriesFull,
            Outcome<TState>.Busy => Problems.Busy,
            Outcome<TState>.Forked forked => Problems.Forked(forked.Fault),
            _ => Problems.DatabaseUnavailable,
        };

    /// <summary>Turns an outcome of the engine into an answer, for a synchronous answer of a success.</summary>
    public Task<IResult> Answer<TState>(Outcome<TState> outcome, Func<Decided<TState>, IResult> answer) =>
        Answer(outcome, decided => Task.FromResult(answer(decided)));
}
