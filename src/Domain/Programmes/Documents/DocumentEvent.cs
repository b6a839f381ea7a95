using System.ComponentModel;

namespace MentorshipFlow.Programmes.Documents;

/// <summary>The form of a document's original.</summary>
public enum DocumentOriginal
{
    /// <summary>Paper document.</summary>
    Paper,

    /// <summary>Electronic document.</summary>
    Electronic,
}

/// <summary>An uploaded file of a document.</summary>
/// <param name="Sha256">64 lower hex digits, over the content; for a file about a person, over a secret salt and the content.</param>
/// <param name="Size">Bytes.</param>
/// <param name="MediaType">Such as <c>application/pdf</c>.</param>
public sealed record DocumentFile(string Sha256, long Size, string MediaType);

/// <summary>Events of the register of documents (M26 to M37).</summary>
public abstract record DocumentEvent : ProgrammeEvent
{
    private DocumentEvent() { }

    /// <summary>A document was registered.</summary>
    /// <param name="Kind">Code of one of the definition's documents, such as <c>introduction-order</c>.</param>
    /// <param name="Date">The date on the document.</param>
    /// <param name="Signatory">Random id of the signatory, if known.</param>
    /// <param name="SignatoryPosition">Position of the signatory, such as «Директор».</param>
    [DisplayName("регистрация документа")]
    public sealed record DocumentRegistered(
        Guid Id, string Kind, InstitutionalText Title, InstitutionalText? Number, DateOnly? Date, Guid? Signatory,
        InstitutionalText? SignatoryPosition, DocumentOriginal Original, DocumentFile? File) : DocumentEvent;

    /// <summary>A file was attached after the registration.</summary>
    [DisplayName("приложение файла к документу")]
    public sealed record DocumentFileAttached(Guid Id, DocumentFile File) : DocumentEvent;

    /// <summary>The paper of a document was made by the program and printed.</summary>
    /// <param name="Paper">Code of the paper, such as <c>introduction-order</c>.</param>
    /// <param name="Format"><c>docx</c>, <c>pdf</c> or <c>xlsx</c>.</param>
    /// <param name="Subject">Whom or what it is about, where the paper has one of several subjects.</param>
    /// <param name="UpToVersion">The version of the programme that it was made from.</param>
    /// <param name="Template">SHA-256 of its template.</param>
    /// <param name="Sha256">The SHA-256 of the printed file, in the vault: a hash in the ledger would betray a name in the file.</param>
    [DisplayName("печать документа")]
    public sealed record DocumentPrinted(
        Guid Id, string Paper, string Format, Guid? Subject, int UpToVersion, string Template, TextReference Sha256) : DocumentEvent;

    /// <summary>A document was superseded by another one.</summary>
    [DisplayName("замена документа")]
    public sealed record DocumentSuperseded(Guid Id, Guid By, TextReference? Reason) : DocumentEvent;

    /// <summary>An annulment or supersession recorded by mistake was undone; the document is in force again.</summary>
    [DisplayName("восстановление документа")]
    public sealed record DocumentReinstated(Guid Id, TextReference Reason) : DocumentEvent;

    /// <summary>A document was annulled.</summary>
    [DisplayName("отмена документа")]
    public sealed record DocumentAnnulled(Guid Id, TextReference Reason) : DocumentEvent;
}
