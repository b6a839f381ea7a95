using MentorshipFlow.Certificates.V1;
using MentorshipFlow.Programmes.Documents;

namespace MentorshipFlow.Certificates.V3;

/// <summary>The register of documents, with those that were put in force again.</summary>
internal sealed class DocumentRegister : DocumentFacts
{
    public override void Apply(object @event)
    {
        if (@event is DocumentEvent.DocumentReinstated e) SetInForce(e.Id, true);
        else base.Apply(@event);
    }
}
