using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Workflows.Witnesses;

/// <summary>The result of one round.</summary>
public abstract record WitnessAnswer
{
    private WitnessAnswer()
    {
    }

    /// <summary>The newest checkpoint is cosigned, in the witness's file and at the server.</summary>
    /// <param name="New">Whether it was not before.</param>
    public sealed record Cosigned(Checkpoint Checkpoint, bool New) : WitnessAnswer;

    /// <summary>It is cosigned in the witness's file, but the server did not take the cosignature.</summary>
    public sealed record NotTaken(Checkpoint Checkpoint, string Why) : WitnessAnswer;

    /// <summary>It was not cosigned.</summary>
    /// <param name="Fault">A constant of <see cref="WitnessRule"/>.</param>
    /// <param name="Note">As the server gave it, for the record.</param>
    public sealed record Refused(string Fault, string Note) : WitnessAnswer;

    /// <summary>The server gave no checkpoint or no proof.</summary>
    public sealed record NotReached(string Why) : WitnessAnswer;
}

/// <summary>
/// One round of a witness: reads the server's newest checkpoint and the proof from the last one seen, checks them, records the checkpoint,
/// cosigns it, and hands the cosignature to the server. It believes nothing that the server says without a signature or a proof.
/// </summary>
/// <param name="http">With the server's address and an access key.</param>
public sealed class WitnessRound(HttpClient http, WitnessState state, WitnessSecret secret, TimeProvider clock)
{
    private const string Checkpoints = "api/audit/checkpoints";

    // A proof has one hash for each level of the tree; the public form allows no more.
    private const int LongestProof = 63;

    /// <summary>Runs it.</summary>
    /// <exception cref="IOException">The witness's file could not be written; nothing was cosigned after that.</exception>
    public async Task<WitnessAnswer> Run(CancellationToken stop)
    {
        try
        {
            using var answer = await http.GetAsync($"{Checkpoints}/latest", stop);
            var note = await answer.Content.ReadAsStringAsync(stop);
            return answer.IsSuccessStatusCode ? await Seen(note, stop) : new WitnessAnswer.NotReached(Told(answer.StatusCode, note));
        }
        catch (Exception unreachable) when (IsNetwork(unreachable, stop))
        {
            return new WitnessAnswer.NotReached(unreachable.Message);
        }
    }

    private async Task<WitnessAnswer> Seen(string note, CancellationToken stop)
    {
        if (!SignedNote.TryOpen(note, state.LedgerKey, out var next)) return new WitnessAnswer.Refused(WitnessRule.OtherKey, note);
        var grew = state.Last is { } last && next.Origin == last.Origin && next.Size > last.Size;
        var (claimed, proof, why) = grew ? await Grown(state.Last!.Size, next.Size, stop) : (null, [], null);
        if (why is not null) return new WitnessAnswer.NotReached(why);
        if (WitnessRule.Fault(state.Last, next, claimed, proof, state.Has) is { } fault) return new WitnessAnswer.Refused(fault, note);

        if (next != state.Last) state.Accept(next, SignedNote.Bare(note, state.LedgerKey)!);
        var isNew = state.Cosigned is null;
        if (isNew) state.Keep(secret.Cosign(next, clock.GetUtcNow()));
        if (note.Contains(state.Cosigned!, StringComparison.Ordinal)) return new WitnessAnswer.Cosigned(next, isNew);
        return await HandIn(next, isNew, stop);
    }

    // The server's answer, or the reason why there is none.
    private async Task<(Hash? Claimed, Hash[] Hashes, string? Why)> Grown(long first, long second, CancellationToken stop)
    {
        using var answer = await http.GetAsync(
            FormattableString.Invariant($"api/audit/proofs/consistency?first={first}&second={second}"), stop);
        var text = await answer.Content.ReadAsStringAsync(stop);
        if (!answer.IsSuccessStatusCode) return (null, [], Told(answer.StatusCode, text));
        try
        {
            var told = JsonNode.Parse(text);
            return (Hash.TryParse((string?)told?["firstRoot"], out var claimed) ? claimed : null,
                told?["hashes"] is JsonArray { Count: <= LongestProof } hashes ? [.. hashes.Select(h => Hash.Parse((string?)h ?? ""))] : [],
                null);
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException)
        {
            // No proof: the rule refuses it.
            return (null, [], null);
        }
    }

    private async Task<WitnessAnswer> HandIn(Checkpoint next, bool isNew, CancellationToken stop)
    {
        try
        {
            var body = new JsonObject { ["note"] = state.Note + state.Cosigned }.ToJsonString();
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync($"{Checkpoints}/cosignatures", content, stop);
            return answer.IsSuccessStatusCode ? new WitnessAnswer.Cosigned(next, isNew)
                : new WitnessAnswer.NotTaken(next, Told(answer.StatusCode, await answer.Content.ReadAsStringAsync(stop)));
        }
        catch (Exception unreachable) when (IsNetwork(unreachable, stop))
        {
            return new WitnessAnswer.NotTaken(next, unreachable.Message);
        }
    }

    // HttpClient reports a time-out as a cancellation.
    private static bool IsNetwork(Exception error, CancellationToken stop) =>
        error is HttpRequestException || (error is OperationCanceledException && !stop.IsCancellationRequested);

    private static string Told(HttpStatusCode status, string answer) =>
        $"{(int)status} {answer[..Math.Min(answer.Length, 300)].ReplaceLineEndings(" ")}";
}
