namespace MentorshipFlow.Programmes.Documents;

/// <summary>Where the original of a document is.</summary>
public enum DocumentOriginal
{
    /// <summary>На бумаге.</summary>
    Paper,

    /// <summary>Электронный документ.</summary>
    Electronic,
}

/// <summary>The file that was uploaded for a document.</summary>
/// <param name="Sha256">64 lower hex digits: of the content, or where the file is about a person of a secret salt and the content.</param>
/// <param name="Size">Bytes.</param>
/// <param name="MediaType">Such as <c>application/pdf</c>.</param>
public sealed record DocumentFile(string Sha256, long Size, string MediaType);

/// <summary>Events of the register of documents (M26 to M37).</summary>
public abstract record DocumentEvent : ProgrammeEvent
{
    private DocumentEvent()
    {
    }

    /// <summary>Документ зарегистрирован.</summary>
    /// <param name="Kind">Code of one of the definition's documents, such as <c>introduction-order</c>.</param>
    /// <param name="Date">The document's own date.</param>
    /// <param name="Signatory">Random id of the person who signed, where known.</param>
    /// <param name="SignatoryPosition">By position, such as «Директор».</param>
    public sealed record DocumentRegistered(
        Guid Id, string Kind, InstitutionalText Title, InstitutionalText? Number, DateOnly? Date, Guid? Signatory,
        InstitutionalText? SignatoryPosition, DocumentOriginal Original, DocumentFile? File) : DocumentEvent;

    /// <summary>The file came later than the registration.</summary>
    public sealed record DocumentFileAttached(Guid Id, DocumentFile File) : DocumentEvent;

    /// <summary>Документ заменён другим.</summary>
    public sealed record DocumentSuperseded(Guid Id, Guid By, TextReference? Reason) : DocumentEvent;

    /// <summary>An annulment or supersession was recorded by mistake; the document is in force again.</summary>
    public sealed record DocumentReinstated(Guid Id, TextReference Reason) : DocumentEvent;

    /// <summary>Документ отменён.</summary>
    public sealed record DocumentAnnulled(Guid Id, TextReference Reason) : DocumentEvent;
}
