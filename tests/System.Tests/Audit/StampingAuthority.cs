using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using MentorshipFlow.Workflows.Audit;

namespace MentorshipFlow.System.Tests.Audit;

/// <summary>The ways in which an authority answers a query.</summary>
internal enum Stamping
{
    Honest,
    OtherContent,
    OtherNonce,
    Rubbish,
    Longer,
    Hanging,
    Failing,
}

/// <summary>An authority for time stamps: <c>openssl ts -reply</c> behind a listener.</summary>
internal sealed class StampingAuthority : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mentorshipflow-tsa-");
    private readonly HttpListener listener = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly Task serving;
    private int asked;

    public StampingAuthority(Stamping stamping = Stamping.Honest)
    {
        Stamping = stamping;
        MakeCertificates();
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = new($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        }

        listener.Prefixes.Add($"{Address}");
        listener.Start();
        serving = Serve();
    }

    public Stamping Stamping { get; set; }

    public Uri Address { get; }

    /// <summary>How often it was asked.</summary>
    public int Asked => Volatile.Read(ref asked);

    /// <summary>The root that its certificate leads to, as PEM.</summary>
    public string RootFile => Path.Combine(folder.FullName, "ca.pem");

    /// <summary>Its own certificate.</summary>
    public string SignerFile => Path.Combine(folder.FullName, "tsa.pem");

    /// <summary>Skips the test where openssl is missing.</summary>
    public static void Demand() => Assert.SkipUnless(File.Exists("/usr/bin/openssl"), "openssl is missing: apt-get install openssl");

    public TimeStampSettings Settings(string? certificate = null) =>
        new(Address, [X509CertificateLoader.LoadCertificateFromFile(certificate ?? RootFile)], TimeSpan.FromHours(1))
        {
            Patience = TimeSpan.FromSeconds(2),
        };

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await serving;
        listener.Close();
        stopping.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task Serve()
    {
        while (!stopping.IsCancellationRequested)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            Interlocked.Increment(ref asked);
            await Answer(context);
        }
    }

    private async Task Answer(HttpListenerContext context)
    {
        using var query = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(query);
        if (Stamping == Stamping.Hanging) return;
        var answer = await Stamped(query.ToArray());
        context.Response.StatusCode = Stamping == Stamping.Failing ? 500 : 200;
        context.Response.ContentType = "application/timestamp-reply";
        await context.Response.OutputStream.WriteAsync(answer);
        context.Response.Close();
    }

    private async Task<byte[]> Stamped(byte[] query)
    {
        if (Stamping == Stamping.Rubbish) return "<html>gateway</html>"u8.ToArray();
        Assert.True(Rfc3161TimestampRequest.TryDecode(query, out var request, out _));
        var (hash, nonce) = (request.GetMessageHash(), request.GetNonce()!.Value);
        if (Stamping == Stamping.OtherContent) hash = SHA256.HashData("another note"u8);
        if (Stamping == Stamping.OtherNonce) nonce = new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 };
        var changed = Rfc3161TimestampRequest.CreateFromHash(hash, HashAlgorithmName.SHA256, nonce: nonce,
            requestSignerCertificates: true);
        var (asks, gives) = (Path.Combine(folder.FullName, "query.tsq"), Path.Combine(folder.FullName, "reply.tsr"));
        await File.WriteAllBytesAsync(asks, changed.Encode());
        using var openssl = Process.Start(new ProcessStartInfo("openssl",
            ["ts", "-reply", "-config", Path.Combine(folder.FullName, "tsa.cnf"), "-queryfile", asks, "-out", gives])
            { RedirectStandardError = true })!;
        var errors = openssl.StandardError.ReadToEndAsync();
        await openssl.WaitForExitAsync();
        Assert.True(openssl.ExitCode == 0, await errors);
        var answer = await File.ReadAllBytesAsync(gives);
        return Stamping == Stamping.Longer ? [.. answer, 0] : answer;
    }

    // A root, and the certificate for time stamps that it signed.
    private void MakeCertificates()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var rootKey = RSA.Create(2048);
        var root = new CertificateRequest("CN=Root of a test", rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        root.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(root.PublicKey, false));
        using var ca = root.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        using var key = RSA.Create(2048);
        var signer = new CertificateRequest("CN=Time stamps of a test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        signer.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        signer.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.8")], true));
        using var tsa = signer.Create(ca, now.AddDays(-1), now.AddDays(29), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(RootFile, ca.ExportCertificatePem());
        File.WriteAllText(SignerFile, tsa.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder.FullName, "tsa.key"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(folder.FullName, "serial"), "01");
        File.WriteAllText(Path.Combine(folder.FullName, "tsa.cnf"), $"""
            [tsa]
            default_tsa = here
            [here]
            serial = {folder.FullName}/serial
            signer_cert = {SignerFile}
            certs = {RootFile}
            signer_key = {folder.FullName}/tsa.key
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256
            ess_cert_id_alg = sha256
            """);
    }
}
