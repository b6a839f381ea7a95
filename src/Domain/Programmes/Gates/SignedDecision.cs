using System.Globalization;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Programmes.Gates;

/// <summary>The decisions about a stage that a passkey can sign.</summary>
public enum SignableDecision
{
    /// <summary>The approval.</summary>
    Approval,

    /// <summary>The countersignature.</summary>
    Countersignature,
}

/// <summary>
/// What a passkey signs when a decision is signed. All of it stands in the ledger, so anybody can compute the text again; its SHA-256 is
/// the challenge. This is format v1, and this comment is its specification; a later format has another first line. Nine lines, each
/// ending in one newline:
/// <code>
/// mentorshipflow decision signature v1
/// programme 0193b2f0-1111-7222-8333-444455556666      from the entry's stream
/// person 0193b2f0-1111-7222-8333-444455556667         who decides
/// decision approval                                   or countersignature
/// stage 5
/// round 1                                             number of the submission
/// effective 2026-11-20                                the entry's date of the fact
/// evaluation 9f86d081…                                SHA-256 of the decided evaluation, 64 hex digits
/// command 4be81f0a…                                   the entry's command: the Idempotency-Key of the request
/// </code>
/// </summary>
public sealed record SignedDecision(
    Guid Programme, Guid Person, SignableDecision Decision, int Stage, int Round, DateOnly EffectiveOn, string Evaluation, string Command)
{
    /// <summary>The text.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"""
        mentorshipflow decision signature v1
        programme {Programme:D}
        person {Person:D}
        decision {Kebab.Of($"{Decision}")}
        stage {Stage}
        round {Round}
        effective {Dates.Text(EffectiveOn)}
        evaluation {Evaluation}
        command {Command}

        """);
}

/// <summary>A signature that came with a command, and what the caller knows of it that the programme's state does not say.</summary>
/// <param name="Programme">The programme's id.</param>
/// <param name="Command">The command's id.</param>
/// <param name="OfDecider">Whether the key is a passkey in the account of the person who decides.</param>
/// <param name="OnThisServer">Whether it was signed on a page of this server.</param>
public sealed record GivenSignature(
    PasskeySignature Signature, bool OnThisServer, Guid Programme = default, string Command = "", bool OfDecider = false)
{
    /// <summary>The key is not a passkey of the person who decides.</summary>
    public const string OtherPerson = "passkey-of-another-person";

    /// <summary>The decision with its signature beside it, or the refusal of a signature that does not hold.</summary>
    internal Decision Beside(Decision decision, int round, Issued issued)
    {
        if (decision is not Decision.Accepted { Events: [var decided] }) return decision;
        var signed = decided switch
        {
            GateEvent.StageApproved e => new GateEvent.StageDecisionSigned(
                e.Stage, e.Round, e.Approver, SignableDecision.Approval, e.Evaluation, Signature),
            GateEvent.StageCountersigned e => new(
                e.Stage, round, e.By, SignableDecision.Countersignature, e.Evaluation, Signature),
            _ => (GateEvent.StageDecisionSigned?)null,
        };
        if (signed is null) return decision;
        List<string> faults = [.. Signature.Faults(signed.Of(Programme, issued.EffectiveOn, Command).Text)];
        if (!OnThisServer && !faults.Contains(PasskeySignature.OtherOrigin)) faults.Add(PasskeySignature.OtherOrigin);
        if (!OfDecider) faults.Add(OtherPerson);
        return faults.Count == 0
            ? new Decision.Accepted([decided, signed])
            : new Refusal(Reason.SignatureInvalid, [.. faults.Select(fault => new Missing(fault, $"{signed.Stage}"))]);
    }
}
