using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using MentorshipFlow.People;

namespace MentorshipFlow.Workflows.Attestation;

/// <summary>The form in which a text was found.</summary>
public enum SoughtForm
{
    /// <summary>As UTF-8.</summary>
    Plain,

    /// <summary>With escapes, as JSON or an address has them.</summary>
    Escaped,

    /// <summary>As UTF-16.</summary>
    Utf16,

    /// <summary>As the hexadecimal digits of its UTF-8 or of its escaped form.</summary>
    Hexadecimal,

    /// <summary>As base64.</summary>
    Base64,

    /// <summary>As another case of the name, or with initials.</summary>
    NameForm,

    /// <summary>Not the text, but data sealed under the subject's key, or that key wrapped.</summary>
    Sealed,
}

/// <summary>The texts of a person in every form that is searched for. They stay in memory, and are named by their number from 1.</summary>
public sealed partial class SoughtTexts
{
    /// <summary>Fewer bytes would occur by chance.</summary>
    public const int FewestBytes = 6;

    private const int FewestDigits = 8;
    private const int LongestParticle = 4;

    private readonly SearchValues<string> search;
    private readonly IReadOnlyList<(string Bytes, int Text, SoughtForm Form)> needles;
    private readonly IReadOnlyList<(int Text, PersonName Name, Regex Pattern)> names;

    /// <param name="owner">The owner of the subject's sealed data; their bytes are found as text 0.</param>
    public SoughtTexts(IReadOnlyList<string> texts, string owner)
    {
        Count = texts.Count;
        needles = [.. texts.Index().SelectMany(t => Forms(t.Item).Select(f => (Encoding.Latin1.GetString(f.Bytes), t.Index + 1, f.Form)))
            .Concat(SealedOf(owner).Select(bytes => (bytes, 0, SoughtForm.Sealed))).Distinct()];
        search = SearchValues.Create([.. needles.Select(n => n.Bytes).Distinct()], StringComparison.Ordinal);
        Longest = needles.Max(n => n.Bytes.Length);
        names = [.. texts.Index().Where(t => IsName(t.Item)).Select(t => (t.Index + 1, PersonName.Of(t.Item)))
            .Where(n => n.Item2.Stems.Count > 0).Select(n => (n.Item1, n.Item2, new Regex(string.Join('|', n.Item2.Patterns))))];
    }

    /// <summary>The number of texts.</summary>
    public int Count { get; }

    /// <summary>The number of texts that are names, and are searched for in all cases.</summary>
    public int Names => names.Count;

    internal int Longest { get; }

    /// <summary>Finds the texts in bytes, each of which is one Latin-1 character.</summary>
    internal void Find(ReadOnlySpan<char> bytes, Action<int, int, SoughtForm> found)
    {
        for (var at = bytes.IndexOfAny(search); at >= 0;)
        {
            foreach (var needle in needles)
                if (bytes[at..].StartsWith(needle.Bytes, StringComparison.Ordinal)) found(at, needle.Text, needle.Form);
            var next = bytes[(at + 1)..].IndexOfAny(search);
            at = next < 0 ? -1 : at + 1 + next;
        }
    }

    /// <summary>The names in a text that is read word by word.</summary>
    internal IEnumerable<int> NamesIn(string text)
    {
        var plain = text.Contains("\\u", StringComparison.Ordinal) ? Escape().Replace(text, Unescaped) : text;
        NamedText? words = null;
        return names.Where(n => n.Pattern.IsMatch(plain) && n.Name.IsIn(words ??= NamedText.Of(plain))).Select(n => n.Text);
    }

    private static string Unescaped(Match escape) => $"{(char)Convert.ToInt32(escape.Groups["code"].Value, 16)}";

    // Every word begins with a capital letter, but for a particle such as «фон».
    private static bool IsName(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.All(w => w.All(c => char.IsLetter(c) || "'’()-.".Contains(c, StringComparison.Ordinal))
            && ((w.TrimStart('(') is [var first, ..] && char.IsUpper(first)) || (w.Length <= LongestParticle && w != words[^1])));
    }

    private static IEnumerable<(byte[] Bytes, SoughtForm Form)> Forms(string text)
    {
        string[] typed = [text, text.ToLowerInvariant(), text.ToUpperInvariant()];
        foreach (var v in typed.Concat(typed.Select(t => t.Replace('ё', 'е').Replace('Ё', 'Е'))).Distinct())
        {
            var utf8 = Encoding.UTF8.GetBytes(v);
            yield return (utf8, SoughtForm.Plain);
            yield return (Encoding.Unicode.GetBytes(v), SoughtForm.Utf16);
            yield return (Encoding.BigEndianUnicode.GetBytes(v), SoughtForm.Utf16);
            yield return (Hex(utf8), SoughtForm.Hexadecimal);
            for (var skip = 0; skip < 3; skip++)
            {
                // The groups of three bytes that hold nothing of what stands beside the text.
                var base64 = Convert.ToBase64String(utf8, skip, (utf8.Length - skip) / 3 * 3);
                if (base64.Length >= FewestDigits) yield return (Encoding.ASCII.GetBytes(base64), SoughtForm.Base64);
            }

            foreach (var escaped in EscapedOf(v).Where(e => e != v).Distinct())
            {
                yield return (Encoding.UTF8.GetBytes(escaped), SoughtForm.Escaped);
                yield return (Hex(Encoding.UTF8.GetBytes(escaped)), SoughtForm.Hexadecimal);
                // A JSON text in another one, or in the script of a dump.
                yield return (Encoding.UTF8.GetBytes(escaped.Replace("\\", @"\\", StringComparison.Ordinal)), SoughtForm.Escaped);
            }
        }

        static byte[] Hex(byte[] bytes) => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes));
    }

    private static IEnumerable<string> EscapedOf(string text)
    {
        yield return JsonEncodedText.Encode(text, JavaScriptEncoder.Default).ToString();
        yield return JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
        yield return string.Concat(text.Select(c => c > 127 ? $"\\u{(int)c:x4}" : $"{c}"));
        yield return string.Concat(text.Select(c => c > 127 ? $"\\u{(int)c:X4}" : $"{c}"));
        yield return Uri.EscapeDataString(text);
    }

    // A row of keys.data_keys: its owner, then 60 bytes behind their length as PostgreSQL stores it, or as its dump writes them.
    private static string[] SealedOf(string owner) => [$"{owner}{(char)(((60 + 1) << 1) | 1)}", $"{owner}\t\\\\x"];

    [GeneratedRegex(@"\\+u(?<code>[0-9a-fA-F]{4})")]
    private static partial Regex Escape();
}
