using System.Globalization;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Audit;

/// <summary>The witnesses that an auditor knows, and how many of them must have cosigned a checkpoint.</summary>
public sealed class WitnessDemand
{
    private readonly int atLeast;
    private readonly Ed25519Check check;

    private WitnessDemand(IReadOnlyList<WitnessKey> keys, int atLeast, Ed25519Check check) =>
        (Keys, this.atLeast, this.check) = (keys, atLeast, check);

    /// <summary>The keys of the witnesses.</summary>
    public IReadOnlyList<WitnessKey> Keys { get; }

    /// <summary>Reads the keys. Null if one is unreadable, one stands twice under any name, or more are demanded than given.</summary>
    /// <param name="keys">Texts of <see cref="WitnessKey.Format"/>.</param>
    /// <param name="atLeast">How many must have cosigned; all of them when null.</param>
    public static WitnessDemand? Parse(IReadOnlyList<string> keys, int? atLeast, Ed25519Check check)
    {
        var read = keys.Select(WitnessKey.Parse).OfType<WitnessKey>().ToList();
        return read.Count == keys.Count && read.DistinctBy(key => Convert.ToHexString(key.PublicKey)).Count() == read.Count
            && (atLeast ?? read.Count) is var number && number > 0 && number <= read.Count
            ? new(read, number, check)
            : null;
    }

    /// <summary>The verdict on a correct file, after its witnesses were looked for.</summary>
    internal BundleVerdict Of(BundleVerdict verdict, string note)
    {
        var found = new List<Cosignature>();
        foreach (var key in Keys)
        {
            if (!Cosignature.TryFind(note, key, check, out var cosigned))
                return new BundleVerdict.Broken(BundleFaults.CosignatureWrong, $"witness {key.Name}");
            if (cosigned is not null) found.Add(cosigned);
        }

        return found.Count >= atLeast
            ? verdict with { Witnesses = found }
            : new BundleVerdict.Broken(
                BundleFaults.WitnessMissing, string.Create(CultureInfo.InvariantCulture, $"{found.Count} of {atLeast}"));
    }
}
