using MentorshipFlow.Api.Audit;
using MentorshipFlow.Api.Definitions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Organisations;
using MentorshipFlow.Api.Participants;
using MentorshipFlow.Api.People;
using MentorshipFlow.Api.Privacy;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Api.Regional;
using MentorshipFlow.Api.Surveys;

namespace MentorshipFlow.Api;

/// <summary>One line per use case.</summary>
internal static class AllRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Entries.Map(routes);
        FiguresOfCertificate.Map(routes);
        Checkpoints.Map(routes);
        Verification.Map(routes);
        PastStates.Map(routes);
        Health.Map(routes);
        OrganisationsOfInstallation.Map(routes);
        Keys.Map(routes);
        OperatorOfOrganisation.Map(routes);
        RegisterPerson.Map(routes);
        ReadPeople.Map(routes);
        ChangePerson.Map(routes);
        Representatives.Map(routes);
        Consents.Map(routes);
        Restrictions.Map(routes);
        Majorities.Map(routes);
        ConsentTexts.Map(routes);
        PublishDefinition.Map(routes);
        ReadDefinitions.Map(routes);
        DraftProgramme.Map(routes);
        ReadProgrammes.Map(routes);
        ChangeProgramme.Map(routes);
        MigrateDefinition.Map(routes);
        Delegations.Map(routes);
        PeopleOfProgramme.Map(routes);
        FormsOfProgramme.Map(routes);
        Facts.Map(routes);
        Documents.Map(routes);
        Files.Map(routes);
        Roadmap.Map(routes);
        ReadStages.Map(routes);
        DecideStage.Map(routes);
        ApproveStage.Map(routes);
        ImportedBases.Map(routes);
        ExportedBases.Map(routes);
        ResultsCertificate.Map(routes);
        Disclosures.Map(routes);
        DisclosedFiles.Map(routes);
        ErasureCases.Map(routes);
        ReadParticipants.Map(routes);
        ReadMentees.Map(routes);
        MenteeApplications.Map(routes);
        MenteeRequests.Map(routes);
        MenteeForms.Map(routes);
        MenteesInAndOut.Map(routes);
        ReadMentors.Map(routes);
        MentorApplications.Map(routes);
        MentorsInAndOut.Map(routes);
        MentorSelection.Map(routes);
        TrainingOfMentors.Map(routes);
        EntryMeasurements.Map(routes);
        VoidParticipantFacts.Map(routes);
        Questionnaires.Map(routes);
        SurveyWaves.Map(routes);
        SurveyLinksOfWave.Map(routes);
        SurveyAnswers.Map(routes);
        SurveyAnswersFile.Map(routes);
        OwnSurvey.Map(routes);
        SurveyPage.Map(routes);
        Totals.Map(routes);
    }
}
