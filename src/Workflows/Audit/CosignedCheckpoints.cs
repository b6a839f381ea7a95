using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Witnesses;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>The result of handing in a cosigned checkpoint.</summary>
public abstract record Cosigning
{
    private Cosigning()
    {
    }

    /// <summary>It was kept; the note has all cosignatures that are known of it.</summary>
    public sealed record Kept(Checkpoint Checkpoint, string Note) : Cosigning;

    /// <summary>The key of this ledger did not sign the note.</summary>
    public sealed record NotOurs : Cosigning;

    /// <summary>The key of this ledger signed it, but this ledger has another history. The key was stolen, or entries were lost.</summary>
    public sealed record OtherHistory : Cosigning;

    /// <summary>None of its signatures is by a witness of this installation.</summary>
    public sealed record NoWitness : Cosigning;

    /// <summary>A signature with a witness's name and key id is not valid.</summary>
    public sealed record Wrong(string Witness) : Cosigning;
}

/// <summary>Checkpoints with the cosignatures of witnesses, as they leave the house. Without witnesses they are the signer's.</summary>
public sealed class CosignedCheckpoints(
    CosignedNotes file, CheckpointFile checkpoints, CheckpointSigner signer, TreeNodes nodes, LedgerReader ledger, KnownWitnesses witnesses)
{
    private volatile (string Note, string Cosigned)[] last = [];

    /// <summary>The last note that this node knows; null before the first. Every receipt contains it.</summary>
    public string? Latest => signer.Latest is not { } note ? null
        : last is [var known] && known.Note == note ? known.Cosigned
        : (last = [(note, With(note))])[0].Cosigned;

    /// <summary>A note of the signer with the cosignatures that are known of it.</summary>
    public string With(string note) => With([note])[0];

    /// <inheritdoc cref="With(string)"/>
    public IReadOnlyList<string> With(IReadOnlyList<string> notes)
    {
        if (witnesses.Keys.Count == 0) return notes;
        var lines = Known().DistinctBy(k => k.Checkpoint).ToDictionary(k => k.Checkpoint, k => k.Lines);
        return [.. notes.Select(note => SignedNote.TryOpen(note, signer.Key, out var of) && lines.TryGetValue(of, out var more)
            ? note + Written(more)
            : note)];
    }

    /// <summary>Of the cosigned checkpoints that cover so many entries the one with the most witnesses, and of these the newest; null if
    /// there is none.</summary>
    /// <param name="most">The largest size.</param>
    public async Task<Signing.Signed?> Covering(long size, long most, CancellationToken stop)
    {
        if (witnesses.Keys.Count == 0 || signer.Fork is not null) return null;
        var head = await ledger.Head(stop);
        foreach (var (checkpoint, note, lines) in Known()
            .Where(k => k.Checkpoint.Size >= size && k.Checkpoint.Size <= Math.Min(most, head.Size))
            .OrderByDescending(k => k.Lines.Count).ThenByDescending(k => k.Checkpoint.Size))
        {
            // After an accepted loss, or with the key stolen, a note may be of another history.
            if (checkpoint.Origin == head.Origin && await nodes.RootAt(checkpoint.Size, stop) == checkpoint.Root)
                return new(checkpoint, note + Written(lines));
        }

        return null;
    }

    /// <summary>Keeps the cosignatures of a note if they are valid and by witnesses of this installation.</summary>
    /// <exception cref="Npgsql.NpgsqlException">The database is out of reach; nothing was kept.</exception>
    public async Task<Cosigning> Add(string note, CancellationToken stop)
    {
        if (!SignedNote.TryOpen(note, signer.Key, out var checkpoint)) return new Cosigning.NotOurs();
        var found = new Dictionary<WitnessKey, string>();
        foreach (var witness in witnesses.Keys)
        {
            if (!Cosignature.TryFind(note, witness, Ed25519.Check, out var cosigned)) return new Cosigning.Wrong(witness.Name);
            if (cosigned is not null) found[witness] = cosigned.SignatureLine;
        }

        if (found.Count == 0) return new Cosigning.NoWitness();
        var head = await ledger.Head(stop);
        if (checkpoint.Origin != head.Origin || checkpoint.Size > head.Size
            || await nodes.RootAt(checkpoint.Size, stop) != checkpoint.Root) return new Cosigning.OtherHistory();

        using var held = await checkpoints.Hold(stop);
        var known = Known().ToList();
        var before = known.FirstOrDefault(k => k.Checkpoint == checkpoint);
        if (before.Lines is not null)
            foreach (var (witness, line) in before.Lines) found.TryAdd(witness, line);
        var kept = (Checkpoint: checkpoint, Note: SignedNote.Bare(note, signer.Key)!, Lines: found);
        file.Write(known.Where(k => k.Checkpoint != checkpoint).Append(kept).OrderBy(k => k.Checkpoint.Size)
            .Select(k => k.Note + Written(k.Lines)));
        last = [];
        return new Cosigning.Kept(checkpoint, kept.Note + Written(found));
    }

    // In the order of the settings.
    private string Written(Dictionary<WitnessKey, string> lines) =>
        string.Concat(witnesses.Keys.Where(lines.ContainsKey).Select(witness => lines[witness]));

    // A witness that is no longer configured is left out.
    private IEnumerable<(Checkpoint Checkpoint, string Note, Dictionary<WitnessKey, string> Lines)> Known()
    {
        foreach (var note in file.Read())
        {
            if (!SignedNote.TryOpen(note, signer.Key, out var checkpoint)) continue;
            var lines = new Dictionary<WitnessKey, string>();
            foreach (var witness in witnesses.Keys)
                if (Cosignature.TryFind(note, witness, Ed25519.Check, out var cosigned) && cosigned is not null)
                    lines[witness] = cosigned.SignatureLine;
            if (lines.Count > 0) yield return (checkpoint, SignedNote.Bare(note, signer.Key)!, lines);
        }
    }
}
