using System.Security.Cryptography.X509Certificates;

namespace MentorshipFlow.Workflows.Mail;

/// <summary>How the connection to a mail server is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>Begins in clear text and must be encrypted by STARTTLS before anything is sent.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte.</summary>
    Tls,

    /// <summary>In clear text, for a relay on the same machine.</summary>
    None,
}

/// <summary>The mail server that takes letters of this installation.</summary>
/// <param name="Password">Null together with <paramref name="User"/> for a server that asks for none.</param>
/// <param name="Sender">The address in From.</param>
/// <param name="Pages">The public address of the pages, with which links in letters begin.</param>
public sealed record SmtpSettings(string Host, int Port, SmtpSecurity Security, string? User, string? Password, string Sender, Uri Pages)
{
    /// <summary>The roots that the mail server's certificate may lead to; empty for those of the machine.</summary>
    public X509Certificate2Collection Roots { get; init; } = [];

    /// <summary>The full address of a page.</summary>
    /// <param name="path">Begins with a slash.</param>
    public string Page(string path) => Pages.AbsoluteUri.TrimEnd('/') + path;
}
