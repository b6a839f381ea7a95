using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using MentorshipFlow.Workflows.Vault;
using Microsoft.AspNetCore.DataProtection;

namespace MentorshipFlow.Api.Pages.Sessions;

/// <summary>A value that the browser carries sealed from one page to the next, for a limited time.</summary>
public sealed class Sealed(SafeProtection protection, TimeProvider clock)
{
    // Letters stand as they are: as escapes, a long form in Russian would not fit into a request any more.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IDataProtector root = protection.CreateProtector("sealed in a page");

    /// <summary>Seals a value for a purpose.</summary>
    public string Seal<T>(string purpose, T value, TimeSpan lasts) => Base64Url.EncodeToString(root.CreateProtector(purpose)
        .Protect(JsonSerializer.SerializeToUtf8Bytes(new Letter<T>(clock.GetUtcNow() + lasts, value), Plain)));

    /// <summary>Opens what was sealed for a purpose; false when it is too old, or anything else.</summary>
    public bool Opens<T>(string purpose, string? text, out T value)
    {
        value = default!;
        if (string.IsNullOrEmpty(text) || !Base64Url.IsValid(text)) return false;
        try
        {
            var letter = JsonSerializer.Deserialize<Letter<T>>(root.CreateProtector(purpose).Unprotect(Base64Url.DecodeFromChars(text)));
            if (letter is null || letter.Until < clock.GetUtcNow()) return false;
            value = letter.Value;
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private sealed record Letter<T>(DateTimeOffset Until, T Value);
}
