using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using MentorshipFlow.System.Tests.Ops;
using MentorshipFlow.Workflows.Mail;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace MentorshipFlow.System.Tests.Notifications;

/// <summary>A letter as the mail server got it.</summary>
/// <param name="Raw">The bytes on the wire, as text.</param>
internal sealed record Got(MimeMessage Message, string Raw)
{
    public string To => Message.To.Mailboxes.Single().Address;

    public string Subject => Message.Subject ?? "";

    public string Text => Message.TextBody ?? "";

    /// <summary>The path of the first link in the text that begins so.</summary>
    public string Path(string beginning) => new Uri(Regex.Match(Text, $@"https?://\S*{beginning}\S*").Value).AbsolutePath;
}

/// <summary>A real SMTP server of the public library. It keeps what it gets, and misbehaves on request.</summary>
internal sealed class MailServer : MessageStore, IMailboxFilter, IUserAuthenticator, IAsyncDisposable
{
    /// <summary>The password of every user.</summary>
    public const string Password = "секрет";

    private readonly ConcurrentQueue<string> passwords = new();
    private readonly ConcurrentQueue<Got> got = new();
    private CancellationTokenSource? running;
    private Task? served;

    public int Port { get; } = FreePort.Next();

    /// <summary>The letters that came, also those that were not taken.</summary>
    public IReadOnlyList<Got> All => [.. got];

    /// <summary>The passwords that came.</summary>
    public IReadOnlyList<string> Passwords => [.. passwords];

    /// <summary>Null to talk in clear text and to ask nobody for a password.</summary>
    public X509Certificate2? Certificate { get; private init; }

    /// <summary>Used with a certificate only.</summary>
    public SmtpSecurity Security { get; private init; }

    /// <summary>The answer to a letter; it may wait.</summary>
    public Func<Got, Task<SmtpReplyCode>> Answer { get; set; } = _ => Task.FromResult(SmtpReplyCode.Ok);

    /// <summary>Whether an address is taken.</summary>
    public Func<string, bool> Knows { get; set; } = _ => true;

    /// <summary>The environment of a program that sends through this server.</summary>
    public Dictionary<string, string> Environment => new()
    {
        ["MentorshipFlow__PublicAddress"] = "https://mentoring.school.example", ["MentorshipFlow__Smtp__Host"] = "127.0.0.1",
        ["MentorshipFlow__Smtp__Port"] = $"{Port}", ["MentorshipFlow__Smtp__Security"] = "none",
        ["MentorshipFlow__Smtp__Sender"] = "mentoring@school.example",
    };

    /// <param name="certificate">Null to talk in clear text and to ask nobody for a password.</param>
    public static MailServer Started(X509Certificate2? certificate = null, SmtpSecurity security = SmtpSecurity.None)
    {
        var server = new MailServer { Certificate = certificate, Security = security };
        server.Up();
        return server;
    }

    public void Up()
    {
        var services = new global::SmtpServer.ComponentModel.ServiceProvider();
        services.Add((IMessageStore)this);
        services.Add((IMailboxFilter)this);
        services.Add((IUserAuthenticator)this);
        running = new();
        var endpoint = new EndpointDefinitionBuilder().Endpoint(new(global::System.Net.IPAddress.Loopback, Port));
        if (Certificate is not null)
            endpoint.Certificate(Certificate).AuthenticationRequired().IsSecure(Security == SmtpSecurity.Tls);
        served = new global::SmtpServer.SmtpServer(
            new SmtpServerOptionsBuilder().ServerName("127.0.0.1").Endpoint(endpoint.Build()).Build(), services).StartAsync(running.Token);
    }

    public async Task DownAsync()
    {
        await running!.CancelAsync();
        try
        {
            await served!;
        }
        catch (OperationCanceledException)
        {
            // It was asked to end.
        }

        running.Dispose();
        running = null;
    }

    /// <summary>Waits until so many letters to an address came, and returns them.</summary>
    public async Task<IReadOnlyList<Got>> Until(string address, int count)
    {
        IReadOnlyList<Got> letters = [];
        for (var since = global::System.Diagnostics.Stopwatch.StartNew(); since.Elapsed < Patience.AtMost;
            await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            letters = [.. All.Where(l => l.To == address)];
            if (letters.Count >= count) return letters;
        }

        Assert.Fail($"{letters.Count} letters instead of {count}: {string.Join(", ", letters.Select(l => l.Subject))}");
        return letters;
    }

    public override async Task<SmtpResponse> SaveAsync(
        ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        var bytes = buffer.ToArray();
        using var stream = new MemoryStream(bytes);
        var letter = new Got(await MimeMessage.LoadAsync(stream, cancellationToken), global::System.Text.Encoding.UTF8.GetString(bytes));
        got.Enqueue(letter);
        return new(await Answer(letter), "done");
    }

    public Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancellationToken) =>
        Task.FromResult(true);

    public Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
        Task.FromResult(Knows($"{to.User}@{to.Host}"));

    public Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken)
    {
        passwords.Enqueue(password);
        return Task.FromResult(password == Password);
    }

    public async ValueTask DisposeAsync()
    {
        if (running is not null) await DownAsync();
    }
}
