using System.Buffers;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Audit;

/// <summary>
/// Sees without allocating that a text is canonical JSON. It never says so of a text that <see cref="CanonicalJson"/> refuses; what it
/// does not see, such as an order of keys with escapes, is left to <see cref="CanonicalJson"/>, which decides.
/// </summary>
internal ref struct CanonicalScan
{
    private static readonly SearchValues<char> Special =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (char)code), '"', '\\']);

    private readonly ReadOnlySpan<char> text;
    private int at;

    private CanonicalScan(ReadOnlySpan<char> text) => this.text = text;

    /// <summary>Whether the text is the canonical form of itself.</summary>
    public static bool IsCanonical(string json) => Sees(json) || CanonicalJson.IsCanonical(json);

    internal static bool Sees(string json)
    {
        var scan = new CanonicalScan(json);
        return Envelope.IsUnicode(json) && scan.Value(depth: 0) && scan.at == json.Length;
    }

    private bool Value(int depth) => Peek switch
    {
        '{' => depth < CanonicalJson.MaxDepth && Object(depth + 1),
        '[' => depth < CanonicalJson.MaxDepth && Array(depth + 1),
        '"' => Text(out _),
        't' => Word("true"),
        'f' => Word("false"),
        'n' => Word("null"),
        _ => Integer(),
    };

    private bool Object(int depth)
    {
        at++;
        if (Takes('}')) return true;
        var previous = ReadOnlySpan<char>.Empty;
        for (var first = true; ; first = false)
        {
            var start = at + 1;
            if (!Text(out var plain) || !plain) return false;
            var key = text[start..(at - 1)];
            if (!first && previous.SequenceCompareTo(key) >= 0) return false;
            previous = key;
            if (!Takes(':') || !Value(depth)) return false;
            if (Takes('}')) return true;
            if (!Takes(',')) return false;
        }
    }

    private bool Array(int depth)
    {
        at++;
        if (Takes(']')) return true;
        while (Value(depth))
        {
            if (Takes(']')) return true;
            if (!Takes(',')) return false;
        }

        return false;
    }

    // Plain: without escapes, so that the text between the quotes is the string itself.
    private bool Text(out bool plain)
    {
        plain = true;
        if (!Takes('"')) return false;
        while (true)
        {
            var run = text[at..].IndexOfAny(Special);
            if (run < 0) return false;
            at += run;
            if (Takes('"')) return true;
            plain = false;
            if (!Escape()) return false;
        }
    }

    private bool Escape()
    {
        if (!Takes('\\')) return false;
        switch (Peek)
        {
            case '"' or '\\' or 'b' or 't' or 'n' or 'f' or 'r':
                at++;
                return true;
            case 'u':
                at++;
                return Word("00") && Control();
            default:
                return false;
        }
    }

    // 01 to 1f without those that have a letter of their own: 08 (b), 09 (t), 0a (n), 0c (f), 0d (r).
    private bool Control()
    {
        var (high, low) = (Peek, at + 1 < text.Length ? text[at + 1] : '\0');
        at += 2;
        return high switch
        {
            '0' => low is (>= '1' and <= '7') or 'b' or 'e' or 'f',
            '1' => char.IsAsciiHexDigitLower(low),
            _ => false,
        };
    }

    private bool Integer()
    {
        var negative = Takes('-');
        var number = 0L;
        var digits = at;
        for (; char.IsAsciiDigit(Peek); at++)
        {
            number = 10 * number + Peek - '0';
            if (number > CanonicalJson.MaxInteger) return false;
        }

        var length = at - digits;
        return length > 0 && (text[digits] != '0' || (length == 1 && !negative));
    }

    private bool Word(string word)
    {
        if (!text[at..].StartsWith(word, StringComparison.Ordinal)) return false;
        at += word.Length;
        return true;
    }

    private bool Takes(char letter)
    {
        if (Peek != letter || at == text.Length) return false;
        at++;
        return true;
    }

    private readonly char Peek => at < text.Length ? text[at] : '\0';
}
