using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>Recognises a person without revealing the identity: HMAC-SHA256 under a key that the database does not hold.</summary>
/// <remarks>The key is HKDF-SHA256 of <c>fingerprint.key</c> with the info <c>mentorshipflow person index v1</c>. The message is four lines
/// without a last newline: <c>mentorshipflow person v1</c>, the organisation, the name, and the birth date (yyyy-MM-dd), or only the year
/// (yyyy) if no more is known, or <c>-</c>. A person's second token always uses the year, or <c>-</c>. A name is compared in upper case,
/// with Ё as Е, every dash as a hyphen, and single spaces between words. For a stem of a name the message is three lines
/// (<c>mentorshipflow name stem v1</c>, the organisation, the stem), and the first 16 bytes are used.</remarks>
internal sealed partial class PersonIndex(byte[] fingerprintKey)
{
    private const int StemSize = 16;
    private const string LatinAlike = "ABCEHKMOPTXY";
    private const string CyrillicAlike = "АВСЕНКМОРТХУ";

    private readonly byte[] key = HKDF.DeriveKey(HashAlgorithmName.SHA256, fingerprintKey, outputLength: 32,
        info: "mentorshipflow person index v1"u8.ToArray());

    /// <summary>The token of a person's name and birth date as far as known, within an organisation.</summary>
    public byte[] Of(Guid organisation, PersonDetails d) =>
        d.BirthDate is { } born ? Of(organisation, d.FullName, born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            : OfYear(organisation, d);

    /// <summary>The token of name and birth year: equal tokens mean possibly the same person.</summary>
    public byte[] OfYear(Guid organisation, PersonDetails d) =>
        Of(organisation, d.FullName, d.Born?.Year.ToString("0000", CultureInfo.InvariantCulture) ?? "-");

    /// <summary>The token of a stem of a surname or patronymic, within an organisation.</summary>
    public byte[] OfStem(Guid organisation, string stem) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"mentorshipflow name stem v1\n{organisation}\n{stem}"))[..StemSize];

    private byte[] Of(Guid organisation, string fullName, string born) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"mentorshipflow person v1\n{organisation}\n{Normalised(fullName)}\n{born}"));

    /// <summary>A name in the form for comparison.</summary>
    internal static string Normalised(string fullName) => IsPlain(fullName) ? Plain(fullName) : Unusual(fullName);

    // Nearly every name: words of Russian letters with single spaces and hyphens between them. An import asks ten times for each row.
    private static bool IsPlain(string name)
    {
        var letter = false;
        foreach (var c in name)
        {
            if (c is (>= 'А' and <= 'я') or 'Ё' or 'ё') letter = true;
            else if (letter && c is ' ' or '-') letter = false;
            else return false;
        }

        return letter;
    }

    private static string Plain(string name) => string.Create(name.Length, name, (upper, from) =>
    {
        for (var i = 0; i < from.Length; i++)
        {
            var c = from[i];
            upper[i] = c is >= 'а' and <= 'я' ? (char)(c - ('а' - 'А')) : c is 'Ё' or 'ё' ? 'Е' : c;
        }
    });

    private static string Unusual(string fullName)
    {
        var upper = fullName.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Replace('Ё', 'Е');
        // «Cоснова» with a Latin C is the same name; a name wholly in Latin letters stays one.
        if (upper.Any(c => c is >= 'А' and <= 'Я')) upper = string.Concat(upper.Select(Cyrillic));
        return Spaces().Replace(Dashes().Replace(Apostrophes().Replace(upper, "'"), "-"), " ").Trim();
    }

    [GeneratedRegex(@"\s*[-\u2010-\u2015\u2212]\s*")]
    private static partial Regex Dashes();

    private static char Cyrillic(char c) => LatinAlike.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? CyrillicAlike[at] : c;

    [GeneratedRegex("[’ʼ`´‘]")]
    private static partial Regex Apostrophes();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
