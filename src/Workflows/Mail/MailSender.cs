using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace MentorshipFlow.Workflows.Mail;

/// <summary>Hands letters over to the mail server.</summary>
/// <param name="settings">Null where none is configured: nothing is sent then.</param>
public sealed class MailSender(SmtpSettings? settings, TimeProvider clock)
{
    private const int RefusedForGood = 500;

    // OID of the use of a certificate by a TLS server: RFC 5280, section 4.2.1.12.
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    // What begins a name, a comment, a list or a group.
    private const string NotInAddress = "<>\"(),:;";

    // Shorter than the time that a message's handler has.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <summary>The mail server; null where none is configured.</summary>
    public SmtpSettings? Settings => settings;

    /// <summary>Whether a text is an address that letters can be sent to: ASCII before the @, and nothing beside the address.</summary>
    public static bool IsAddress(string text) =>
        text.Length is > 2 and <= 254 && text.Count(c => c == '@') == 1 && text.Split('@')[0].All(char.IsAscii)
        && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || NotInAddress.Contains(c)) && MailboxAddress.TryParse(text, out _);

    /// <summary>Hands a letter over.</summary>
    /// <param name="id">The left part of its Message-ID. A letter that is sent again has the same one, so its double can be
    /// recognised.</param>
    /// <returns>False if the mail server refuses the address for good.</returns>
    /// <exception cref="LetterNotTakenException">It was not taken now.</exception>
    public async Task<bool> Send(Letter letter, string address, string id, CancellationToken stop)
    {
        var server = settings ?? throw new InvalidOperationException("No mail server is configured.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        try
        {
            using var message = Written(letter, address, id, server);
            using var client = Client(server);
            await client.ConnectAsync(server.Host, server.Port, Options(server.Security), limit.Token);
            if (server.User is { } user) await client.AuthenticateAsync(user, server.Password ?? "", limit.Token);
            await client.SendAsync(message, limit.Token);
            await Leave(client, limit.Token);
            return true;
        }
        catch (SmtpCommandException refused) when (refused.ErrorCode == SmtpErrorCode.RecipientNotAccepted
            && (int)refused.StatusCode >= RefusedForGood)
        {
            return false;
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            throw new LetterNotTakenException(Code(fault));
        }
    }

    // A school's mail server often has a certificate of the school's own authority, which publishes no list of revoked certificates; and
    // where the list of a public one is out of reach, no letter would be sent. So the list is not asked for.
    private static SmtpClient Client(SmtpSettings server)
    {
        var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds, CheckCertificateRevocation = false };
        if (server.Roots.Count > 0)
        {
            client.ServerCertificateValidationCallback = (_, certificate, chain, errors) =>
                (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == 0 && certificate is X509Certificate2 own
                && LeadsToRoot(own, chain, server.Roots);
        }

        return client;
    }

    private static bool LeadsToRoot(X509Certificate2 certificate, X509Chain? sent, X509Certificate2Collection roots)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new(ServerAuthentication));
        if (sent is not null) chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        return chain.Build(certificate);
    }

    // The letter is taken: a fault of the farewell must not send it again.
    private static async Task Leave(SmtpClient client, CancellationToken stop)
    {
        try
        {
            await client.DisconnectAsync(quit: true, stop);
        }
        catch (Exception lost) when (lost is IOException or SocketException or OperationCanceledException or ProtocolException)
        {
            // The connection is closed anyway.
        }
    }

    private MimeMessage Written(Letter letter, string address, string id, SmtpSettings server)
    {
        var sender = MailboxAddress.Parse(server.Sender);
        var message = new MimeMessage
        {
            Subject = letter.Subject, Date = clock.GetUtcNow(), MessageId = $"{id}@{server.Pages.IdnHost}",
            Body = new BodyBuilder { TextBody = letter.Text, HtmlBody = letter.Html }.ToMessageBody(),
        };
        message.From.Add(new MailboxAddress("MentorshipFlow", sender.Address));
        message.To.Add(new MailboxAddress("", address));
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add(HeaderId.ContentLanguage, letter.Language);
        if (letter.Stop is { } stop)
        {
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{stop}>");
            message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        }

        return message;
    }

    private static SecureSocketOptions Options(SmtpSecurity security) => security switch
    {
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };

    private static string Code(Exception fault) => fault switch
    {
        SmtpCommandException answered => $"smtp-{(int)answered.StatusCode}",
        AuthenticationException => "smtp-authentication",
        SslHandshakeException => "smtp-tls",
        NotSupportedException => "smtp-without-starttls",
        SocketException or IOException => "smtp-unreachable",
        OperationCanceledException or TimeoutException => "smtp-silent",
        _ => $"smtp-{Kebab.Of(fault.GetType().Name)}",
    };
}
