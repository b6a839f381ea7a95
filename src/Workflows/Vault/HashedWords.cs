using MentorshipFlow.People;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>The keyed hashes of the stems that a word may have. Texts of a school repeat their words, so those used last are
/// kept.</summary>
internal sealed class HashedWords(PersonIndex index)
{
    private readonly RecentlyUsed<byte[][]> kept = new(generation: 10_000);

    /// <summary>The hashes for a word in the form of <see cref="NamedText.EachWord"/>.</summary>
    public byte[][] Of(Guid organisation, string word)
    {
        var name = $"{organisation} {word}";
        if (kept.Find(name) is { } known) return known;
        byte[][] hashes = [.. NamedText.StemsOf(word).Select(s => index.OfStem(organisation, s))];
        kept.Keep(name, hashes);
        return hashes;
    }
}
