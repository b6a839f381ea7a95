using System.Formats.Asn1;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>The authority that stamps checkpoints with its time.</summary>
/// <param name="Certificates">Its certificate, or the roots that it must lead to.</param>
/// <param name="Every">How long to wait between two stamps.</param>
public sealed record TimeStampSettings(Uri Authority, X509Certificate2Collection Certificates, TimeSpan Every)
{
    /// <summary>Once an hour.</summary>
    public static TimeSpan EveryHour { get; } = TimeSpan.FromHours(1);

    /// <summary>How long the authority may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>There is no stamp.</summary>
/// <param name="code">Stable: <c>authority-unreachable</c>, <c>authority-silent</c>, <c>answer-unreadable</c>, <c>answer-refused</c>,
/// <c>signature-invalid</c>, <c>signer-not-trusted</c>, <c>time-differs</c>.</param>
public sealed class TimeStampException(string code, string sentence) : Exception($"{code}: {sentence}")
{
    public string Code { get; } = code;
}

/// <summary>Asks an authority for stamps (RFC 3161) and believes none that does not verify.</summary>
public sealed class TimeStampAuthority(TimeStampSettings settings, TimeProvider clock) : IDisposable
{
    private const string ForTimeStamping = "1.3.6.1.5.5.7.3.8";
    private const int LongestAnswer = 64 * 1024;
    private const int NonceBytes = 16;

    // Further apart, one of the two clocks is wrong, and a stamp would prove the wrong time.
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(10);

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        Timeout = settings.Patience, MaxResponseContentBufferSize = LongestAnswer,
    };

    /// <summary>A stamp over some bytes: the whole answer of the authority, as <c>openssl ts -verify -in</c> reads it.</summary>
    /// <exception cref="TimeStampException">The authority gave none that verifies.</exception>
    public async Task<byte[]> Stamp(byte[] content, CancellationToken stop)
    {
        var request = Rfc3161TimestampRequest.CreateFromData(content, HashAlgorithmName.SHA256,
            nonce: RandomNumberGenerator.GetBytes(NonceBytes), requestSignerCertificates: true);
        var answer = await Ask(request.Encode(), stop);
        try
        {
            // Compares hash, nonce and policy with the request.
            var token = request.ProcessResponse(answer, out var read);
            if (read != answer.Length) throw new TimeStampException("answer-unreadable", "bytes follow the answer.");
            Demand(token, content);
            if ((token.TokenInfo.Timestamp - clock.GetUtcNow()).Duration() > Apart)
                throw new TimeStampException("time-differs", $"it says {token.TokenInfo.Timestamp:u}.");
            return answer;
        }
        catch (CryptographicException wrong)
        {
            throw new TimeStampException("answer-refused", wrong.Message);
        }
    }

    /// <summary>The time in an answer; null when it has no token. It is not verified here.</summary>
    public static DateTimeOffset? TimeIn(byte[] answer)
    {
        try
        {
            var response = new AsnReader(answer, AsnEncodingRules.BER).ReadSequence();
            response.ReadEncodedValue();
            return response.HasData && Rfc3161TimestampToken.TryDecode(response.ReadEncodedValue(), out var token, out _)
                ? token.TokenInfo.Timestamp : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<byte[]> Ask(byte[] query, CancellationToken stop)
    {
        using var content = new ByteArrayContent(query);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/timestamp-query");
        try
        {
            using var answer = await http.PostAsync(settings.Authority, content, stop);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync(stop)
                : throw new TimeStampException("authority-unreachable", $"HTTP status {(int)answer.StatusCode}.");
        }
        catch (HttpRequestException broken)
        {
            throw new TimeStampException("authority-unreachable", $"{broken.HttpRequestError}");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new TimeStampException("authority-silent", $"no answer within {settings.Patience.TotalSeconds} s.");
        }
    }

    private void Demand(Rfc3161TimestampToken token, byte[] content)
    {
        if (!token.VerifySignatureForData(content, out var signer) || signer is null)
            throw new TimeStampException("signature-invalid", "the token does not verify.");
        using var _ = signer;
        if (settings.Certificates.Any(known => known.RawDataMemory.Span.SequenceEqual(signer.RawDataMemory.Span))) return;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(settings.Certificates);
        chain.ChainPolicy.ExtraStore.AddRange(token.AsSignedCms().Certificates);
        chain.ChainPolicy.ApplicationPolicy.Add(new(ForTimeStamping));
        // Nothing but the authority is asked.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = token.TokenInfo.Timestamp.UtcDateTime;
        if (!chain.Build(signer)) throw new TimeStampException("signer-not-trusted", signer.Subject);
    }
}
