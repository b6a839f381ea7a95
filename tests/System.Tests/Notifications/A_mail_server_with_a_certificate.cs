using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MentorshipFlow.Workflows.Mail;

namespace MentorshipFlow.System.Tests.Notifications;

/// <summary>A school's own mail server: STARTTLS or TLS, a password, and a certificate of the school's own authority.</summary>
public sealed class A_mail_server_with_a_certificate
{
    private const string Address = "anna@school.example";

    private static readonly Letter Letter = new("ru", "Проба", "Текст", "<p>Текст</p>", null);

    private static readonly SmtpSecurity[] Encrypted = [SmtpSecurity.StartTls, SmtpSecurity.Tls];

    public static TheoryData<SmtpSecurity> Ways => [.. Encrypted];

    [Theory, MemberData(nameof(Ways))]
    public async Task Gets_the_password_and_the_letter(SmtpSecurity security)
    {
        using var authority = new Authority();
        await using var mail = MailServer.Started(authority.Certificate("localhost"), security);
        Assert.True(await Sender(mail, security, authority.Root).Send(Letter, Address, "a", TestContext.Current.CancellationToken));
        Assert.Equal(Address, Assert.Single(mail.All).To);
        Assert.Equal([MailServer.Password], mail.Passwords);
        // A wrong password is told from a server that is away.
        Assert.Equal("smtp-authentication", await Fault(Sender(mail, security, authority.Root, password: "другой")));
        Assert.Single(mail.All);

        // Many a small server signs its certificate itself.
        using var itself = new Authority("localhost");
        await using var small = MailServer.Started(itself.Root, security);
        Assert.True(await Sender(small, security, itself.Root).Send(Letter, Address, "b", TestContext.Current.CancellationToken));
        Assert.Single(small.All);
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task Gets_nothing_if_the_certificate_is_another(SmtpSecurity security)
    {
        using var authority = new Authority();
        using var stranger = new Authority();
        X509Certificate2[] forged =
        [
            stranger.Certificate("localhost"), authority.Certificate("smtp.other.example"), authority.Certificate("localhost", days: -1),
            authority.Certificate("localhost", use: "1.3.6.1.5.5.7.3.2"),
        ];
        foreach (var certificate in forged)
        {
            await using var mail = MailServer.Started(certificate, security);
            Assert.Equal("smtp-tls", await Fault(Sender(mail, security, authority.Root)));
            Assert.Empty(mail.All);
            Assert.Empty(mail.Passwords);
        }

        // Without the setting only the roots of the machine count.
        await using var unknown = MailServer.Started(authority.Certificate("localhost"), security);
        Assert.Equal("smtp-tls", await Fault(Sender(unknown, security, root: null)));
        Assert.Empty(unknown.Passwords);
    }

    [Fact]
    public async Task Gets_nothing_if_somebody_takes_STARTTLS_out_of_its_answers()
    {
        using var authority = new Authority();
        await using var mail = MailServer.Started(authority.Certificate("localhost"), SmtpSecurity.StartTls);
        await using var between = new Stripping(mail.Port);
        var settings = Settings(between.Port, SmtpSecurity.StartTls, authority.Root, MailServer.Password);
        Assert.Equal("smtp-without-starttls", await Fault(new(settings, TimeProvider.System)));
        Assert.Empty(mail.All);
        Assert.Empty(mail.Passwords);
        Assert.DoesNotContain("AUTH", between.Heard, StringComparison.Ordinal);
    }

    private static MailSender Sender(
        MailServer mail, SmtpSecurity security, X509Certificate2? root, string password = MailServer.Password) =>
        new(Settings(mail.Port, security, root, password), TimeProvider.System);

    private static SmtpSettings Settings(int port, SmtpSecurity security, X509Certificate2? root, string password) =>
        new("localhost", port, security, "mentoring", password, "mentoring@school.example", new("https://mentoring.school.example"))
        {
            Roots = root is null ? [] : [root],
        };

    private static async Task<string> Fault(MailSender sender) =>
        (await Assert.ThrowsAsync<LetterNotTakenException>(
            () => sender.Send(Letter, Address, "x", TestContext.Current.CancellationToken))).Message;

    /// <summary>An authority of a school, which publishes no list of revoked certificates.</summary>
    private sealed class Authority : IDisposable
    {
        private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        /// <param name="host">For a server that is its own authority.</param>
        public Authority(string? host = null)
        {
            var request = new CertificateRequest($"CN={host ?? "School authority"}", key, HashAlgorithmName.SHA256);
            if (host is null) request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            else request.CertificateExtensions.Add(Names(host));
            Root = request.CreateSelfSigned(Now.AddDays(-9), Now.AddDays(9));
        }

        public X509Certificate2 Root { get; }

        private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

        /// <param name="days">From now to its end.</param>
        /// <param name="use">The OID of what it is for.</param>
        public X509Certificate2 Certificate(string host, int days = 2, string use = "1.3.6.1.5.5.7.3.1")
        {
            using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest($"CN={host}", own, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(Names(host));
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new(use)], critical: false));
            using var signed = request.Create(Root, Now.AddDays(-8), Now.AddDays(days), RandomNumberGenerator.GetBytes(8));
            return signed.CopyWithPrivateKey(own);
        }

        private static X509Extension Names(string host)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(host);
            return names.Build();
        }

        public void Dispose()
        {
            Root.Dispose();
            key.Dispose();
        }
    }

    /// <summary>Sits between sender and mail server, and takes the offer of encryption out of what the server says.</summary>
    private sealed class Stripping : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly StringBuilder heard = new();
        private readonly Task served;

        public Stripping(int server)
        {
            listener.Start();
            Port = ((IPEndPoint)listener.LocalEndpoint).Port;
            served = Serve(server);
        }

        public int Port { get; }

        /// <summary>What the sender said.</summary>
        public string Heard => heard.ToString();

        public async ValueTask DisposeAsync()
        {
            listener.Stop();
            await served;
        }

        private async Task Serve(int server)
        {
            using var sender = await listener.AcceptTcpClientAsync();
            using var mail = new TcpClient();
            await mail.ConnectAsync(IPAddress.Loopback, server);
            await Task.WhenAll(
                Copy(sender, mail, text => heard.Append(text).ToString(heard.Length - text.Length, text.Length)),
                Copy(mail, sender, text => text.Replace("STARTTLS", "XXXXXXXX", StringComparison.Ordinal)));
        }

        private static async Task Copy(TcpClient from, TcpClient to, Func<string, string> change)
        {
            var buffer = new byte[4096];
            try
            {
                int read;
                while ((read = await from.GetStream().ReadAsync(buffer)) > 0)
                    await to.GetStream().WriteAsync(Encoding.Latin1.GetBytes(change(Encoding.Latin1.GetString(buffer, 0, read))));
                to.Client.Shutdown(SocketShutdown.Send);
            }
            catch (Exception closed) when (closed is IOException or SocketException or ObjectDisposedException)
            {
                // One of the two went away.
            }
        }
    }
}
