using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>Finds the same person again without saying who it is: HMAC-SHA256 under a key that the database never sees.</summary>
/// <remarks>The key is HKDF-SHA256 of <c>fingerprint.key</c> with the info <c>mentorshipflow person index v1</c>. The message is four lines
/// without a last newline: <c>mentorshipflow person v1</c>, the organisation, the name, the birth date (yyyy-MM-dd), or the year (yyyy)
/// where no more is known, or <c>-</c>; the second token of a person has the year, or <c>-</c>, in any case. A name is compared in upper
/// case, Ё as Е, any dash as a hyphen, white space once between words.</remarks>
internal sealed partial class PersonIndex(byte[] fingerprintKey)
{
    private readonly byte[] key = HKDF.DeriveKey(HashAlgorithmName.SHA256, fingerprintKey, outputLength: 32,
        info: "mentorshipflow person index v1"u8.ToArray());

    /// <summary>The token of what is known of a person of an organisation.</summary>
    public byte[] Of(Guid organisation, PersonDetails d) =>
        d.BirthDate is { } born ? Of(organisation, d.FullName, born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            : OfYear(organisation, d);

    /// <summary>The token of the name and the birth year: that of two who may be the same person.</summary>
    public byte[] OfYear(Guid organisation, PersonDetails d) =>
        Of(organisation, d.FullName, d.Born?.Year.ToString("0000", CultureInfo.InvariantCulture) ?? "-");

    private byte[] Of(Guid organisation, string fullName, string born) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"mentorshipflow person v1\n{organisation}\n{Normalised(fullName)}\n{born}"));

    /// <summary>A name as it is compared.</summary>
    internal static string Normalised(string fullName)
    {
        var upper = fullName.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Replace('Ё', 'Е');
        return Spaces().Replace(Dashes().Replace(upper, "-"), " ").Trim();
    }

    [GeneratedRegex(@"\s*[-\u2010-\u2015\u2212]\s*")]
    private static partial Regex Dashes();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
