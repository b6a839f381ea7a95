using System.Diagnostics;
using System.Text;
using System.Text.Json;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.People;

/// <summary>A consent text to be published.</summary>
public sealed record ConsentText(Guid Id, ConsentPurpose Purpose, ConsentWording Wording);

/// <summary>Commands about an organisation's consent texts and consent rules.</summary>
public abstract record PrivacyCommand
{
    private PrivacyCommand() { }

    /// <summary>Publish consent texts: each becomes the next version for its purpose.</summary>
    public sealed record PublishConsentTexts(IReadOnlyList<ConsentText> Texts) : PrivacyCommand;

    /// <summary>Set the policy on signers; by the head.</summary>
    public sealed record SetSignerPolicy(SignerPolicy Policy, TextReference Reason) : PrivacyCommand;

    /// <summary>Set the policy on consent papers; by the head.</summary>
    public sealed record SetPaperPolicy(PaperPolicy Policy, TextReference Reason) : PrivacyCommand;
}

/// <summary>Rules of consent texts and of the two policies.</summary>
public static class PrivacyDecider
{
    /// <summary>Decides one command.</summary>
    public static Decision Decide(OrganisationPrivacy state, PrivacyCommand command, Issued issued) => command switch
    {
        _ when issued.By.OnBehalfOf is { } person => new Refusal(Reason.DelegationMissing, "delegation-missing", person.ToString()),
        _ when Dates.OfFact(issued.EffectiveOn, issued.AsOf) is { } refusal => refusal,
        PrivacyCommand.PublishConsentTexts c => Publish(state, c, issued.EffectiveOn),
        PrivacyCommand.SetSignerPolicy or PrivacyCommand.SetPaperPolicy when issued.By.Role != Role.Head =>
            new Refusal(Reason.WrongPerson, "role-required", "head"),
        PrivacyCommand.SetSignerPolicy c when c.Policy == state.SignerPolicy => Reason.NothingChanges,
        PrivacyCommand.SetSignerPolicy c => new PrivacyEvent.SignerPolicySet(c.Policy, c.Reason),
        PrivacyCommand.SetPaperPolicy c when c.Policy == state.PaperPolicy => Reason.NothingChanges,
        PrivacyCommand.SetPaperPolicy c => new PrivacyEvent.PaperPolicySet(c.Policy, c.Reason),
        _ => throw new UnreachableException(command.GetType().Name),
    };

    /// <summary>SHA-256 of a wording's RFC 8785 form.</summary>
    public static string Sha256(ConsentWording wording) =>
        Hash.Of(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(wording, CanonicalJson.Options))).ToString();

    private static Decision Publish(OrganisationPrivacy state, PrivacyCommand.PublishConsentTexts c, DateOnly on)
    {
        List<DomainEvent> events = [];
        foreach (var text in c.Texts)
        {
            if (state.Texts.ContainsKey(text.Id)) return new Refusal(Reason.AlreadyRecorded, "consent-text-recorded", text.Id.ToString());
            if (text.Wording.Categories.Count == 0) return Incomplete("categories");
            if (text.Wording.Actions.Count == 0) return Incomplete("actions");
            var (latest, sha256) = (state.Latest(text.Purpose), Sha256(text.Wording));
            if (latest?.Sha256 == sha256) continue;
            if (latest is not null && state.Since[latest.Id] > on)
                return new Refusal(Reason.PeriodReversed, "period-reversed", text.Id.ToString());
            var published = new PrivacyEvent.ConsentTextPublished(text.Id, text.Purpose, (latest?.Version ?? 0) + 1, sha256, text.Wording);
            state = state.Evolve(published, on);
            events.Add(published);
        }

        return events.Count == 0 ? Reason.NothingChanges : new Decision.Accepted(events);
    }

    private static Decision Incomplete(string where) => new Refusal(Reason.ValueOutOfRange, "consent-wording-incomplete", where);
}
