using System.Security.Cryptography;
using System.Text;

namespace MentorshipFlow.Workflows.Sample;

/// <summary>
/// Ids of the sample. They are the same on every machine, so that a repeated load adds nothing and the README's tour can cite them.
/// </summary>
public static class SampleIds
{
    /// <summary>Школа №49.</summary>
    public static Guid Organisation { get; } = Of("organisation");

    /// <summary>Its programme for 2021/2022.</summary>
    public static Guid Programme { get; } = Of("programme");

    /// <summary>
    /// A UUID of version 8 (RFC 9562): the first 16 bytes of SHA-256 over <c>school-49 {name}</c> with version and variant set.
    /// </summary>
    public static Guid Of(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"school-49 {name}"))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(bytes, bigEndian: true);
    }
}
