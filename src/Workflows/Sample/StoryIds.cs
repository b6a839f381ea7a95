using System.Security.Cryptography;
using System.Text;

namespace MentorshipFlow.Workflows.Sample;

/// <summary>Ids of everything in a story: the same names give the same ids, so a repeated load adds nothing.</summary>
/// <param name="prefix">Distinguishes stories, such as <c>school-49</c>.</param>
public sealed class StoryIds(string prefix)
{
    /// <summary>
    /// A UUID of version 8 (RFC 9562): the first 16 bytes of SHA-256 over <c>{prefix} {name}</c> with version and variant set.
    /// </summary>
    public Guid Of(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{prefix} {name}"))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(bytes, bigEndian: true);
    }
}
