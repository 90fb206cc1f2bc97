import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';

/** The least that a function needs to speak to DynamoDB, made while it starts. */
export const client = DynamoDBDocumentClient.from(new DynamoDBClient());

export { GetCommand, PutCommand, QueryCommand };
