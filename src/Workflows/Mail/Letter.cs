namespace MentorshipFlow.Workflows.Mail;

/// <summary>The text of a letter. It holds codes, numbers, days and links, never a name of a person.</summary>
/// <param name="Language">A two-letter code.</param>
/// <param name="Stop">The address that stops such letters by one click (RFC 8058); null for a letter that was asked for once.</param>
public sealed record Letter(string Language, string Subject, string Text, string Html, string? Stop);

/// <summary>The mail server did not take a letter, which may be tried again.</summary>
/// <param name="code">The kind of fault, such as <c>smtp-451</c>. Answers of mail servers repeat addresses, so the exception has no
/// other text and no inner exception: it is logged, and stored with the message.</param>
public sealed class LetterNotTakenException(string code) : Exception(code);
