using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Api.People;

/// <summary>Согласия: each for one purpose, signed by the persons that the age on the day of signing requires.</summary>
internal sealed class Consents(PrivacyTerms terms, DocumentRegisters registers, FileVault files, PeopleEngine people)
    : UseCase
{
    /// <param name="Text">Id of a published consent text for this purpose.</param>
    public sealed record Request(ConsentPurpose Purpose, Guid Text) : Dated;

    /// <summary>The day of signing is <c>effectiveOn</c>.</summary>
    /// <param name="Signers">Ids of the person, of linked representatives, or both.</param>
    /// <param name="Text">Id of the published text that was signed.</param>
    /// <param name="ValidUntil">The last day, included.</param>
    /// <param name="ValidFrom">The day of signing when absent.</param>
    /// <param name="Document">The document's id in a programme's register, where it must be in force; one document per consent. Required
    /// for consents on paper unless the organisation's policy says otherwise.</param>
    /// <param name="Proof">Required for an electronic consent: time, address, device (L3); stored in the vault.</param>
    /// <param name="Replaces">The id of the consent that this one replaces.</param>
    /// <param name="Id">Created by the server when absent.</param>
    public sealed record Given(
        ConsentPurpose Purpose, IReadOnlyList<Guid> Signers, Guid Text, DateOnly ValidUntil, DateOnly? ValidFrom = null,
        ConsentChannel Channel = ConsentChannel.Paper,
        Guid? Document = null, PrivateText? Proof = null, Guid? Replaces = null, Guid? Id = null) : Dated;

    /// <param name="By">The person or a linked representative.</param>
    public sealed record Refused(ConsentPurpose Purpose, Guid By) : Dated;

    /// <param name="ReceivedOn">Start of the statutory term.</param>
    /// <param name="By">The person or a linked representative.</param>
    public sealed record Withdrawal(DateOnly ReceivedOn, Guid By, ConsentChannel Channel = ConsentChannel.Paper) : Dated;

    private static readonly Guid Somebody = Guid.Parse("0193b2f0-1111-7222-8333-444455556666");

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.DecidePerson<Request>("/consents/requests", About("requestConsent", "Ask for a consent",
            "On a published text for this purpose.") with
        {
            Example = new Request(ConsentPurpose.Participation, Somebody),
        }, (_, r) => new ConsentCommand.RequestConsent(r.Purpose, r.Text));

        routes.DecidePerson<Given>("/consents", About("recordConsent", "Record a consent",
            "Who must sign follows from the age on the day of signing, effectiveOn; the text was in force on that day. Of participation " +
            "it lifts the restriction that a withdrawal or majority has left.") with
        {
            Example = new Given(ConsentPurpose.Participation, [Somebody], Somebody, new(2022, 8, 31)),
            Batch = new("recordConsents", "Record consents of many"),
        }, Give);

        routes.DecidePerson<Refused>("/consents/refusals", About("recordConsentRefusal", "Record that a consent was refused",
            "By the person or a linked representative.") with
        {
            Example = new Refused(ConsentPurpose.Publication, Somebody),
        }, (_, r) => new ConsentCommand.RefuseConsent(r.Purpose, r.By));

        routes.DecidePerson<Withdrawal>("/consents/{consent}/withdrawal",
            About("withdrawConsent", "Record a withdrawal",
            "Of participation it restricts at once and opens an erasure case, whose term runs from receivedOn, unless one is open: the " +
            "same decision tells every programme. Nothing is erased by it.") with
        {
            Example = new Withdrawal(new(2021, 11, 10), Somebody),
        }, (incoming, r) => new ConsentCommand.WithdrawConsent(
            incoming.Id("consent"), r.ReceivedOn, r.By, r.Channel, incoming.NewId("erasure"), terms));

        routes.DecidePerson<ReasonRequest>("/consents/{consent}/withdrawal/void",
            About("voidWithdrawal", "Undo a withdrawal", "It was recorded by mistake.") with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new ConsentCommand.VoidWithdrawal(incoming.Id("consent"),
                await incoming.SealAbout(incoming.Id("person"), r.Reason)));

        routes.DecidePerson<ReasonRequest>("/consents/{consent}/void",
            About("voidConsent", "Void a consent", "It was recorded by mistake and never counted.")
            with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new ConsentCommand.VoidConsent(incoming.Id("consent"),
                await incoming.SealAbout(incoming.Id("person"), r.Reason)));
    }

    private async Task<Built<PersonCommand>> Give(Incoming incoming, Given r)
    {
        var (person, signedOn) = (incoming.Id("person"), incoming.Issued.EffectiveOn);
        if (r.Document is { } paper && await Left(incoming, person, paper) is { } problem) return problem;
        return new ConsentCommand.GiveConsent(
            r.Id ?? incoming.NewId("consent"), r.Purpose,
            await people.BandOn(incoming.Caller.Organisation, person, signedOn, incoming.Stop) ?? default, r.Signers, r.Text, r.ValidFrom
                ?? signedOn, r.ValidUntil, r.Channel, r.Document,
            await incoming.SealAbout(person, r.Proof), r.Replaces);
    }

    // A scan that is not under the person's key would survive an erasure.
    private async Task<Problem?> Left(Incoming incoming, Guid person, Guid document)
    {
        var organisation = incoming.Caller.Organisation;
        if (await registers.File(organisation, document, incoming.Stop) is not { } file) return null;
        return await files.Find(organisation, file.Sha256, incoming.Stop) is { About: var about } && about != person
            ? Refusals.Of(Reason.FileNotOfPerson, "file-not-under-key", document.ToString())
            : null;
    }

    private static Operation About(string name, string summary, string description) =>
        new("Consents", name, summary, description, Takes.Work);
}
