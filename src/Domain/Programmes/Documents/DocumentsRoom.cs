using System.Collections.Immutable;

namespace MentorshipFlow.Programmes.Documents;

/// <summary>Commands of the register of documents.</summary>
public abstract record DocumentCommand : ProgrammeCommand
{
    private DocumentCommand() { }

    /// <summary>Register a document.</summary>
    public sealed record RegisterDocument(DocumentEvent.DocumentRegistered Document) : DocumentCommand;

    /// <summary>Register a document whose paper the program has made.</summary>
    public sealed record RegisterPaper(DocumentEvent.DocumentRegistered Document, DocumentEvent.DocumentPrinted Printed) : DocumentCommand;

    /// <summary>Attach a file after the registration.</summary>
    public sealed record AttachFile(Guid Document, DocumentFile File) : DocumentCommand;

    /// <summary>Supersede a document by another registered one.</summary>
    public sealed record SupersedeDocument(Guid Document, Guid By, TextReference? Reason) : DocumentCommand;

    /// <summary>Undo an annulment or supersession recorded by mistake.</summary>
    public sealed record ReinstateDocument(Guid Document, TextReference Reason) : DocumentCommand;

    /// <summary>Annul a document.</summary>
    public sealed record AnnulDocument(Guid Document, TextReference Reason) : DocumentCommand;
}

/// <summary>The current state of one document.</summary>
public sealed record RegisteredDocument(DocumentEvent.DocumentRegistered Registered, DocumentFile? File, Guid? SupersededBy, bool Annulled)
{
    /// <summary>How its paper was made; null for a paper from elsewhere.</summary>
    public DocumentEvent.DocumentPrinted? Printed { get; init; }

    /// <summary>Neither superseded nor annulled.</summary>
    public bool InForce => SupersededBy is null && !Annulled;
}

/// <summary>The register of a programme's documents.</summary>
/// <param name="AnnulledCount">Number of annulled documents.</param>
public sealed record DocumentsRoom(ImmutableDictionary<Guid, RegisteredDocument> Documents, int AnnulledCount)
{
    /// <summary>No document yet.</summary>
    public static DocumentsRoom Empty { get; } = new(ImmutableDictionary<Guid, RegisteredDocument>.Empty, 0);

    /// <summary>Whether every registered document is valid, so that no evidence has to be searched.</summary>
    public bool NoneAnnulled => AnnulledCount == 0;

    /// <summary>Whether a document is registered and in force.</summary>
    public bool IsInForce(Guid document) => Documents.TryGetValue(document, out var found) && found.InForce;

    /// <summary>Whether a document is still valid as evidence: it is in force, or its last successor is.</summary>
    public bool Stands(Guid document)
    {
        // A document is superseded only by one in force, so the chain cannot be longer than the register.
        for (var steps = 0; steps <= Documents.Count && Documents.TryGetValue(document, out var found); steps++)
        {
            if (found.Annulled) return false;
            if (found.SupersededBy is not { } next) return true;
            document = next;
        }

        return false;
    }

    /// <summary>Documents of one kind that are in force, in the order of their ids.</summary>
    public IEnumerable<RegisteredDocument> InForceOfKind(string kind) =>
        Documents.Values.Where(d => d.InForce && d.Registered.Kind == kind).OrderBy(d => d.Registered.Id);

    /// <summary>The register after one more event.</summary>
    public DocumentsRoom Evolve(DocumentEvent @event) => @event switch
    {
        DocumentEvent.DocumentRegistered e => this with { Documents = Documents.Add(e.Id, new RegisteredDocument(e, e.File, null, false)) },
        DocumentEvent.DocumentFileAttached e => With(e.Id, d => d with { File = e.File }),
        DocumentEvent.DocumentPrinted e => With(e.Id, d => d with { Printed = e }),
        DocumentEvent.DocumentSuperseded e => With(e.Id, d => d with { SupersededBy = e.By }),
        DocumentEvent.DocumentReinstated e => With(e.Id, d => d with { SupersededBy = null, Annulled = false }),
        DocumentEvent.DocumentAnnulled e => With(e.Id, d => d with { Annulled = true }),
        _ => throw new System.Diagnostics.UnreachableException(@event.GetType().Name),
    };

    private DocumentsRoom With(Guid id, Func<RegisteredDocument, RegisteredDocument> change)
    {
        var (before, after) = (Documents[id], change(Documents[id]));
        return new(Documents.SetItem(id, after), AnnulledCount - (before.Annulled ? 1 : 0) + (after.Annulled ? 1 : 0));
    }
}
