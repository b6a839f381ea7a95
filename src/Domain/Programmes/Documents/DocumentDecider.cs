using System.Diagnostics;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Programmes.Documents;

/// <summary>Rules of the register of documents.</summary>
public static class DocumentDecider
{
    /// <summary>Decides one command.</summary>
    public static Decision Decide(Programme state, DocumentCommand command, Issued issued, Definition definition)
    {
        var documents = state.Documents.Documents;
        return command switch
        {
            DocumentCommand.RegisterDocument { Document: var d } when definition.Document(d.Kind) is null =>
                Decision.Unknown("document-kind", d.Kind),
            DocumentCommand.RegisterDocument { Document: var d } when documents.ContainsKey(d.Id) =>
                new Refusal(Reason.AlreadyRecorded, "document-recorded", d.Id.ToString()),
            DocumentCommand.RegisterDocument { Document: var d } =>
                d.Date is { } date && Dates.OfFact(date, issued.AsOf) is { } refusal ? refusal : d,
            DocumentCommand.RegisterPaper c => Decide(state, new DocumentCommand.RegisterDocument(c.Document), issued, definition)
                is Decision.Accepted accepted ? new Decision.Accepted([.. accepted.Events, c.Printed])
                : Decide(state, new DocumentCommand.RegisterDocument(c.Document), issued, definition),
            DocumentCommand.AttachFile c when !documents.ContainsKey(c.Document) => Unknown(c.Document),
            DocumentCommand.AttachFile c when !documents[c.Document].InForce => NotInForce(c.Document),
            DocumentCommand.AttachFile c when documents[c.Document].File is not null =>
                new Refusal(Reason.DocumentHasFile, "document-has-file", c.Document.ToString()),
            DocumentCommand.AttachFile c => new DocumentEvent.DocumentFileAttached(c.Document, c.File),
            DocumentCommand.SupersedeDocument c when !documents.ContainsKey(c.Document) => Unknown(c.Document),
            DocumentCommand.SupersedeDocument c when !documents.ContainsKey(c.By) => Unknown(c.By),
            DocumentCommand.SupersedeDocument c when !documents[c.Document].InForce => NotInForce(c.Document),
            DocumentCommand.SupersedeDocument c when c.Document == c.By || !documents[c.By].InForce => NotInForce(c.By),
            DocumentCommand.SupersedeDocument c => new DocumentEvent.DocumentSuperseded(c.Document, c.By, c.Reason),
            DocumentCommand.ReinstateDocument c when !documents.ContainsKey(c.Document) => Unknown(c.Document),
            DocumentCommand.ReinstateDocument c when documents[c.Document].InForce => Reason.NothingChanges,
            DocumentCommand.ReinstateDocument c => new DocumentEvent.DocumentReinstated(c.Document, c.Reason),
            DocumentCommand.AnnulDocument c when !documents.ContainsKey(c.Document) => Unknown(c.Document),
            DocumentCommand.AnnulDocument c when !documents[c.Document].InForce => NotInForce(c.Document),
            DocumentCommand.AnnulDocument c => new DocumentEvent.DocumentAnnulled(c.Document, c.Reason),
            _ => throw new UnreachableException(command.GetType().Name),
        };
    }

    private static Decision Unknown(Guid document) => Decision.Unknown("document", document.ToString());

    private static Decision NotInForce(Guid document) =>
        new Refusal(Reason.DocumentNotInForce, "document-not-in-force", document.ToString());
}
