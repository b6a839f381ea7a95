using MentorshipFlow.Certificates.V1;
using MentorshipFlow.Programmes.Gates;

namespace MentorshipFlow.Certificates.V3;

/// <summary>The seven gates, with a beginning of work that was corrected.</summary>
internal sealed class CorrectedGates : GateFacts
{
    public override void Apply(in HistoryEntry entry)
    {
        if (entry.Event is GateEvent.StageWorkOpeningCorrected e) Stages[e.Stage - 1].WorkOpenedOn = e.OpenedOn;
        else base.Apply(entry);
    }
}
