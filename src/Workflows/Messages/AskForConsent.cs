using MentorshipFlow.People;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>A participant came of age, so the representative's consent is no longer enough.</summary>
/// <param name="Cause">The event that caused the message.</param>
public sealed record AskForConsent(Guid Organisation, Guid Person, Guid Cause);

/// <summary>Requests the person's own consent to the latest text, if a text is published.</summary>
public sealed class AskForConsentHandler(PeopleEngine people, StreamFold<OrganisationPrivacy> privacy, AutomaticCommands commands)
{
    /// <summary>Handles one message.</summary>
    public async Task Handle(AskForConsent message, CancellationToken stop)
    {
        if (await people.Find(message.Organisation, message.Person, stop) is not { } person) return;
        if (!person.Consents.Restrictions.Contains(RestrictionGround.Majority)) return;
        var texts = await privacy.Current(StreamNames.Privacy(message.Organisation), stop);
        if (texts.Latest(ConsentPurpose.Participation) is not { } text) return;
        var context = await commands.Command(message.Organisation, message.Cause, "consent", stop);
        AutomaticCommands.Demand(
            await people.Decide(message.Person, new ConsentCommand.RequestConsent(ConsentPurpose.Participation, text.Id), context, stop),
            context);
    }
}
