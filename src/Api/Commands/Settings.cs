using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.OwnAccount;
using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Mail;
using MentorshipFlow.Workflows.Witnesses;

namespace MentorshipFlow.Api.Commands;

/// <summary>Settings outside the command line: <c>appsettings.json</c> and <c>appsettings.{environment}.json</c> beside the program, then
/// environment variables. Options of the command line take precedence.</summary>
internal static class Settings
{
    private const string DefaultUrls = "http://127.0.0.1:5080";

    private static readonly Lazy<IConfiguration> Configuration = new(Read);

    /// <summary>The application's connection string (<c>ConnectionStrings__Ledger</c>), for serving.</summary>
    public static string? Ledger => Text("ConnectionStrings:Ledger");

    /// <summary>The owner's connection string (<c>ConnectionStrings__LedgerOwner</c>), for migration, backup and restore.</summary>
    public static string? LedgerOwner => Text("ConnectionStrings:LedgerOwner");

    /// <summary>The addresses to listen on (<c>ASPNETCORE_URLS</c> or <c>Urls</c>), separated by semicolons.</summary>
    public static string Urls => Text("Urls") ?? DefaultUrls;

    /// <summary>The data folder (<c>MentorshipFlow__Data</c>).</summary>
    public static string? Data => Text("MentorshipFlow:Data");

    /// <summary>The safe (<c>MentorshipFlow__Safe</c>).</summary>
    public static string? Safe => Text("MentorshipFlow:Safe");

    /// <summary>The public address of this installation (<c>MentorshipFlow__PublicAddress</c>).</summary>
    /// <exception cref="CommandFault">The text is not an address.</exception>
    public static PublicAddress PublicAddress => PublicAddress.Parse(Text("MentorshipFlow:PublicAddress")) ?? throw new CommandFault(
        ExitCode.Usage, "address-invalid: MentorshipFlow__PublicAddress is not an address such as https://mentoring.school.example.");

    /// <summary>Whether webhooks may go to private addresses (<c>MentorshipFlow__PrivateWebhooks</c> is <c>true</c>).</summary>
    public static bool PrivateWebhooks => Text("MentorshipFlow:PrivateWebhooks") is "true" or "True";

    /// <summary>The address for metrics without a key (<c>MentorshipFlow__Metrics</c>).</summary>
    /// <exception cref="CommandFault">The text is not an address with a port.</exception>
    public static Uri? Metrics => Text("MentorshipFlow:Metrics") is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "http", Port: > 0, AbsolutePath: "/" } ? address
        : throw new CommandFault(
            ExitCode.Usage, "address-invalid: MentorshipFlow__Metrics is not an address such as http://127.0.0.1:9464.");

    /// <summary>The RabbitMQ that carries the messages (<c>MentorshipFlow__Broker</c>).</summary>
    /// <exception cref="CommandFault">The text is not an address of a RabbitMQ.</exception>
    public static Uri? Broker => Text("MentorshipFlow:Broker") is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "amqp" or "amqps" ? address
        : throw new CommandFault(
            ExitCode.Usage,
            "address-invalid: MentorshipFlow__Broker is not an address such as amqp://user:password@broker.school.example.");

    /// <summary>The OpenID Connect provider (<c>MentorshipFlow__Portal__Authority</c>, <c>__ClientId</c>, <c>__ClientSecret</c>,
    /// <c>__Title</c>, <c>__Claim</c>).</summary>
    /// <exception cref="CommandFault">The address is not one, or the client is not named.</exception>
    public static OpenIdPortal? Portal => Text("MentorshipFlow:Portal:Authority") is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var authority)
            && (authority.Scheme == "https" || authority is { Scheme: "http", IsLoopback: true })
            && Text("MentorshipFlow:Portal:ClientId") is { } client
        ? new(authority, client, Text("MentorshipFlow:Portal:ClientSecret"), Text("MentorshipFlow:Portal:Title"),
            Text("MentorshipFlow:Portal:Claim") ?? "sub")
        : throw new CommandFault(
            ExitCode.Usage,
            "portal-invalid: MentorshipFlow__Portal__Authority is not an https address, or MentorshipFlow__Portal__ClientId is missing.");

    /// <summary>How much one key and one address may ask (<c>MentorshipFlow__Limits__Key</c>, <c>__Address</c>, <c>__Failures</c>): at once
    /// and per second, such as <c>3000/300</c>; 0 for no limit. And how many bytes the files of one organisation may have
    /// (<c>__FileBytes</c>), and how many entries it may have (<c>__Entries</c>).</summary>
    /// <exception cref="CommandFault">A text is neither.</exception>
    public static Allowances Allowances => new(
        Allowance("Key", Allowances.Default.Key), Allowance("Address", Allowances.Default.Address),
        Allowance("Failures", Allowances.Default.Failures),
        Most("FileBytes", Allowances.Default.FileBytes, "bytes"), Most("Entries", Allowances.Default.Entries, "entries"));

    /// <summary>The proxies that are believed (<c>MentorshipFlow__Proxies</c>): addresses or networks, separated by commas.</summary>
    /// <exception cref="CommandFault">A text is neither.</exception>
    public static IReadOnlyList<IPNetwork> Proxies =>
    [
        .. (Text("MentorshipFlow:Proxies") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(text => IPNetwork.TryParse(text, out var network) ? network
                : IPAddress.TryParse(text, out var one) ? new(one, one.GetAddressBytes().Length * 8)
                : throw new CommandFault(ExitCode.Usage,
                    $"proxy-invalid: {text} in MentorshipFlow__Proxies is neither an address nor a network such as 10.0.0.0/8.")),
    ];

    /// <summary>The witnesses whose cosignatures are kept (<c>MentorshipFlow__Witnesses</c>): public keys, separated by commas.</summary>
    /// <exception cref="CommandFault">A text is not the key of a witness, or one stands twice.</exception>
    public static IReadOnlyList<WitnessKey> Witnesses
    {
        get
        {
            string[] texts = [.. (Text("MentorshipFlow:Witnesses") ?? "")
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
            return texts.Length == 0 ? [] : WitnessDemand.Parse(texts, null, Ed25519.Check)?.Keys ?? throw new CommandFault(
                ExitCode.Usage,
                "witness-unreadable: MentorshipFlow__Witnesses holds public keys of witnesses, each once, separated by commas, "
                + "such as witness.region.example/w1+9866a553+BNda….");
        }
    }

    /// <summary>The mail server (<c>MentorshipFlow__Smtp__Host</c>, <c>__Port</c>, <c>__Security</c>, <c>__User</c>, <c>__Password</c>,
    /// <c>__Sender</c>, and <c>__Certificate</c>: the PEM file of the roots that its certificate may lead to, where the machine does not
    /// know them). The password may be in the file <c>smtp.password</c> of the safe instead.</summary>
    /// <exception cref="CommandFault">Something is missing or is not what it should be.</exception>
    public static SmtpSettings? Smtp(string safe)
    {
        if (Text("MentorshipFlow:Smtp:Host") is not { } host) return null;
        var file = Path.Combine(safe, "smtp.password");
        var user = Text("MentorshipFlow:Smtp:User");
        var password = Text("MentorshipFlow:Smtp:Password") ?? (File.Exists(file) ? File.ReadAllText(file).TrimEnd('\r', '\n') : null);
        var security = (Text("MentorshipFlow:Smtp:Security") ?? "starttls") switch
        {
            "starttls" => SmtpSecurity.StartTls,
            "tls" => SmtpSecurity.Tls,
            "none" => SmtpSecurity.None,
            _ => throw SmtpFault("MentorshipFlow__Smtp__Security is none of starttls, tls and none."),
        };
        var usual = security switch { SmtpSecurity.StartTls => 587, SmtpSecurity.Tls => 465, _ => 25 };
        if (!ushort.TryParse(Text("MentorshipFlow:Smtp:Port") ?? $"{usual}", NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port == 0) throw SmtpFault("MentorshipFlow__Smtp__Port is not a port.");
        if (Text("MentorshipFlow:Smtp:Sender") is not { } sender || !MailSender.IsAddress(sender))
            throw SmtpFault("MentorshipFlow__Smtp__Sender is not an address such as mentoring@school.example.");
        if (user is not null && password is null) throw SmtpFault($"neither MentorshipFlow__Smtp__Password nor {file} has the password.");
        // A password must not cross a network in clear text.
        if (user is not null && security == SmtpSecurity.None && host is not ("localhost" or "127.0.0.1" or "::1"))
            throw SmtpFault("a password needs MentorshipFlow__Smtp__Security starttls or tls.");
        var roots = Text("MentorshipFlow:Smtp:Certificate") is { } pem ? Certificates(pem) : [];
        if (roots is null) throw SmtpFault("MentorshipFlow__Smtp__Certificate is not a PEM file of certificates.");
        return PublicAddress.Configured is { } pages
            ? new(host, port, security, user, password, sender, new(pages)) { Roots = roots }
            : throw SmtpFault("letters need MentorshipFlow__PublicAddress for their links.");
    }

    /// <summary>The authority that stamps checkpoints (<c>MentorshipFlow__TimeStamps__Authority</c>), the PEM file of its certificate or of
    /// the roots that it leads to (<c>__Certificate</c>), and how often it is asked (<c>__Every</c>, such as <c>01:00:00</c>).</summary>
    /// <exception cref="CommandFault">Something is missing or is not what it should be.</exception>
    public static TimeStampSettings? TimeStamps
    {
        get
        {
            if (Text("MentorshipFlow:TimeStamps:Authority") is not { } text) return null;
            if (!Uri.TryCreate(text, UriKind.Absolute, out var authority) || authority.Scheme is not ("http" or "https"))
                throw StampFault("MentorshipFlow__TimeStamps__Authority is not an address such as http://tsa.example/tsr.");
            var every = TimeStampSettings.EveryHour;
            if (Text("MentorshipFlow:TimeStamps:Every") is { } pause
                && (!TimeSpan.TryParseExact(pause, "c", CultureInfo.InvariantCulture, out every) || every < TimeSpan.FromMinutes(1)))
                throw StampFault("MentorshipFlow__TimeStamps__Every is not at least a minute, such as 01:00:00.");
            return Certificates(Text("MentorshipFlow:TimeStamps:Certificate") ?? "") is { } certificates
                ? new(authority, certificates, every)
                : throw StampFault("MentorshipFlow__TimeStamps__Certificate is not a PEM file of certificates.");
        }
    }

    /// <summary>The folder to which the private PostgreSQL archives its write-ahead log (<c>MentorshipFlow__Archive</c>).</summary>
    public static string? Archive => Text("MentorshipFlow:Archive");

    /// <summary>The configuration of logging.</summary>
    public static IConfiguration Logging => Configuration.Value.GetSection("Logging");

    // Null for a file without one.
    private static X509Certificate2Collection? Certificates(string file)
    {
        try
        {
            X509Certificate2Collection certificates = [];
            certificates.ImportFromPemFile(file);
            return certificates.Count > 0 ? certificates : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException
            or ArgumentException)
        {
            return null;
        }
    }

    private static long Most(string name, long otherwise, string of) => Text($"MentorshipFlow:Limits:{name}") is not { } text ? otherwise
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most
        : throw new CommandFault(ExitCode.Usage, $"limit-invalid: MentorshipFlow__Limits__{name} is not a number of {of}.");

    private static Allowance Allowance(string name, Allowance otherwise)
    {
        if (Text($"MentorshipFlow:Limits:{name}") is not { } text) return otherwise;
        if (text == "0") return new(0, 0);
        return text.Split('/') is [var burst, var perSecond]
            && int.TryParse(burst, NumberStyles.None, CultureInfo.InvariantCulture, out var atOnce)
            && int.TryParse(perSecond, NumberStyles.None, CultureInfo.InvariantCulture, out var forLong) && atOnce > 0 && forLong > 0
            ? new(atOnce, forLong)
            : throw new CommandFault(ExitCode.Usage,
                $"limit-invalid: MentorshipFlow__Limits__{name} is neither 0 nor such as 3000/300, at once and per second.");
    }

    private static CommandFault StampFault(string why) => new(ExitCode.Usage, $"time-stamps-invalid: {why}");

    private static CommandFault SmtpFault(string why) => new(ExitCode.Usage, $"smtp-invalid: {why}");

    private static string? Text(string key) => Configuration.Value[key] is { Length: > 0 } text ? text : null;

    private static IConfigurationRoot Read()
    {
        var environment = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environments.Production;
        return new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddJsonFile($"appsettings.{environment}.json", optional: true)
            .AddEnvironmentVariables("ASPNETCORE_")
            .AddEnvironmentVariables()
            .Build();
    }
}
